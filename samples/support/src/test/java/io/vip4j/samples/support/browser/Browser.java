/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A Chromium without a screen. What a page says to its console as an error is kept. Used by one thread. */
public final class Browser implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private static final double LIMIT_MILLIS = 30_000;
    private static final Path PICTURES = Path.of("target", "screenshots");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setArgs(List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    /** Starts it. */
    public Browser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
    }

    /** A new window without any memory, with a page that asks for nothing yet. */
    public Page window(int width, int height, ColorScheme scheme) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(scheme)
                .setLocale("en-GB"));
        contexts.add(context);
        Page page = context.newPage();
        page.setDefaultTimeout(LIMIT_MILLIS);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        return page;
    }

    /** Errors of scripts, violations of the policy, and answers that are failures. */
    public List<String> errors() {
        return errors;
    }

    /** A picture for people to look at, in {@code target/screenshots}. */
    public static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    /** Closes all windows. */
    public void closeWindows() {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        errors.clear();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
