/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vip4j.HealthHandle;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.samples.support.browser.Browser;
import io.vip4j.samples.support.browser.BrowserTest;
import io.vip4j.samples.support.browser.PageAudit;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pictures of the page, in target/screenshots, for people to judge; what a program can judge is judged besides. */
@BrowserTest
class StatusPagePicturesTest {

    private static Browser browser;

    private final PagedNode node = PagedNode.inVirtualTime();

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @AfterEach
    void stop() {
        browser.closeWindows();
        node.close();
    }

    private static HealthCheck says(String detail) {
        return HealthCheck.of((Probe) limit -> Probe.Result.healthy(detail));
    }

    private static VirtualRouterConfig.Builder everySecond(String name, int vrid) {
        return PagedNode.router(name, vrid).advertisementInterval(Duration.ofSeconds(1));
    }

    private void pass(int seconds) {
        node.lan().run(Duration.ofSeconds(seconds));
    }

    private Page visit(int width, int height, ColorScheme scheme, String window) {
        Page page = browser.window(width, height, scheme);
        page.navigate(node.url());
        assertThat(page.locator("#link")).hasText("Live");
        page.getByText(window, new Page.GetByTextOptions().setExact(true)).click();
        return page;
    }

    private void judge(Page page, String name) {
        node.send(20);
        Browser.picture(page, name);
        assertThat(page.evaluate(PageAudit.STRUCTURE)).as(name).isEqualTo(List.of());
        assertThat(page.evaluate(PageAudit.CONTRAST)).as(name).isEqualTo(List.of());
    }

    /** What a morning may look like: a proxy that failed and came back, a sick database, a router that is held. */
    private void live() {
        node.run(
                90,
                everySecond("web", 10)
                        .check("proxy", says("200 OK"), OnFailure.release())
                        .check("uplink", says("3 of 3 reachable"), OnFailure.weight(-20))
                        .build(),
                everySecond("api", 20)
                        .check("gateway", says("200 OK"), OnFailure.release())
                        .build(),
                everySecond("database", 30)
                        .check("mysql", says("1 row"), OnFailure.release())
                        .build(),
                everySecond("mail", 40).build());
        HealthHandle workers = node.elector("web").health("workers");
        workers.up();
        HealthHandle replication = node.elector("database").health("replication", OnFailure.weight(-30));
        pass(75);
        workers.down("accept loop has not answered for 2 s");
        pass(40);
        workers.up();
        pass(50);
        replication.down("42 s behind");
        pass(55);
        node.elector("mail").hold("kernel upgrade", Duration.ofMinutes(30));
        pass(70);
    }

    @Test
    void aMorningOnDesktopAndPhone() {
        live();
        judge(visit(1280, 800, ColorScheme.LIGHT, "5 min"), "desktop-light");
        judge(visit(1280, 800, ColorScheme.DARK, "5 min"), "desktop-dark");
        judge(visit(420, 800, ColorScheme.LIGHT, "5 min"), "narrow-light");
        Page page = visit(1280, 1400, ColorScheme.DARK, "5 min");
        page.locator("[role=option]").nth(2).focus();
        assertThat(page.locator("#tip")).isVisible();
        judge(page, "tip-dark");
        page.evaluate("sessionStorage.setItem('vip4j.token', 'x')");
        page.locator("[data-do=switchover]").first().click();
        assertThat(page.locator("#dialog")).isVisible();
        Browser.picture(page, "dialog-dark");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void fortyRouters() {
        node.run(
                90,
                IntStream.rangeClosed(1, 40)
                        .mapToObj(i -> PagedNode.router("tenant-" + i, i).build())
                        .toArray(VirtualRouterConfig[]::new));
        pass(60);
        for (int i = 3; i <= 40; i += 7) {
            node.elector("tenant-" + i).health("quota").down("over its quota");
        }
        pass(40);
        judge(visit(1280, 800, ColorScheme.LIGHT, "5 min"), "many");
        judge(visit(420, 800, ColorScheme.DARK, "1 min"), "many-narrow");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void manyEvents() {
        node.run(
                90,
                PagedNode.router("restless", 1).build(),
                PagedNode.router("calm", 2).build());
        pass(20);
        HealthHandle handle = node.elector("restless").health("nervous");
        for (int i = 0; i < 30; i++) {
            handle.down("for the " + i + "th time");
            pass(2);
            handle.up();
            pass(i % 7);
        }
        judge(visit(1280, 800, ColorScheme.DARK, "5 min"), "events");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aServerThatHasGone() {
        node.run(90, PagedNode.router("web", 10).build());
        pass(30);
        Page page = visit(1280, 800, ColorScheme.LIGHT, "1 min");
        node.stopPage();
        assertThat(page.locator("#notices")).containsText("Connection lost.");
        Browser.picture(page, "lost");
    }
}
