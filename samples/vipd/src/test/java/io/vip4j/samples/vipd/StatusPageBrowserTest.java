/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.samples.support.browser.Browser;
import io.vip4j.samples.support.browser.BrowserTest;
import io.vip4j.samples.support.browser.PageAudit;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people see and do on the status page: a node on a LAN in memory, in real time, and Chromium. */
@BrowserTest
class StatusPageBrowserTest {

    private static Browser browser;

    private PagedNode node = PagedNode.inRealTime(true);

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

    /** Where the events are counted: on a busy machine real time adds anomalies of its own. */
    private void runInVirtualTime(VirtualRouterConfig... routers) {
        node.close();
        node = PagedNode.inVirtualTime();
        node.run(90, routers);
        node.lan().run(Duration.ofSeconds(5));
    }

    private Page visit() {
        Page page = browser.window(1280, 800, ColorScheme.LIGHT);
        page.navigate(node.url());
        assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("Live")))
                .isVisible();
        return page;
    }

    private static Locator card(Page page, String router) {
        return page.getByRole(
                AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(router).setExact(true));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator field(Page page, String label) {
        return page.getByRole(
                AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    private static Locator badge(Page page, String router) {
        return card(page, router).locator(".title .badge");
    }

    private static HealthCheck healthy(String detail) {
        return HealthCheck.of((Probe) limit -> Probe.Result.healthy(detail));
    }

    @Test
    void routersPeersChecksAndTheTimelineAreThere() {
        node.run(
                90,
                PagedNode.router("web", 10)
                        .check("proxy", healthy("connected"), OnFailure.release())
                        .build());
        Page page = visit();
        Locator web = card(page, "web");
        assertThat(badge(page, "web")).hasText("Active");
        assertThat(web).containsText("VRID 10 \u00b7 eth0 \u00b7 IPv4 \u00b7 VRRPv3 \u00b7 multicast");
        assertThat(web).containsText("198.51.100.110/24");
        assertThat(web).containsText("this node");
        assertThat(web.getByRole(AriaRole.TABLE, new Locator.GetByRoleOptions().setName("Checks")))
                .containsText("proxy");
        assertThat(web.getByRole(
                        AriaRole.IMG,
                        new Locator.GetByRoleOptions().setName("up").setExact(true)))
                .isVisible();
        assertThat(page.locator("[role=option][aria-label*='Backup \u2192 Active']"))
                .hasAttribute("aria-label", Pattern.compile("web, [0-9:]+, Backup \u2192 Active: .*addresses bound.*"));
        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName(Pattern.compile("^Event loop: "))))
                .isVisible();
        assertThat(page).hasTitle(Pattern.compile("^1/1 Active"));
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aFailoverIsSeenWithoutAnyReload() {
        node.run(200, PagedNode.router("web", 10).build());
        Page page = visit();
        page.evaluate("window.neverReloaded = true");
        assertThat(badge(page, "web")).hasText("Backup");
        assertThat(card(page, "web")).containsText("198.51.100.2");
        assertThat(card(page, "web").getByRole(AriaRole.TABLE)).containsText("200");

        node.lan().node("b").kill();

        assertThat(badge(page, "web")).hasText("Active");
        assertThat(card(page, "web").locator(".events")).containsText("last heard 198.51.100.2 with priority 200");
        assertThat(page.getByRole(AriaRole.OPTION).last())
                .hasAttribute("aria-label", Pattern.compile(".*Backup \u2192 Active: last heard 198.51.100.2.*"));
        assertThat(page).hasTitle(Pattern.compile("^1/1 Active"));
        assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void whoHasTheTokenSwitchesOverHoldsAndResumes() {
        node.run(90, PagedNode.router("web", 10).build());
        Page page = visit();
        assertThat(badge(page, "web")).hasText("Active");

        button(page, "Switch over web").click();
        field(page, "Token").fill("wrong-wrong-wrong-wrong");
        button(page, "Unlock").last().click();
        button(page, "Switch over").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("The server does not accept this token.");
        field(page, "Token").fill(PagedNode.TOKEN);
        button(page, "Unlock").last().click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(page.locator("#results")).containsText("web: 198.51.100.2 has taken over after");
        button(page, "Dismiss").click();

        button(page, "Hold web").click();
        field(page, "Reason").fill("kernel <b>upgrade</b>");
        field(page, "For how long").fill("10m");
        button(page, "Hold").click();
        assertThat(card(page, "web")).containsText("kernel <b>upgrade</b> until");
        assertThat(badge(page, "web")).hasText("Initialize");

        button(page, "Resume web").click();
        assertThat(badge(page, "web")).hasText("Active");
        // What the browser says about the token that was refused, and nothing else.
        assertThat(browser.errors()).hasSize(1).first().asString().contains("401");
    }

    @Test
    void whatTheServerRefusesIsShownInTheDialog() {
        node.run(90, PagedNode.router("web", 10).build());
        Page page = visit();
        page.evaluate("sessionStorage.setItem('vip4j.token', '" + PagedNode.TOKEN + "')");
        button(page, "Priority web").click();
        field(page, "Priority").fill("255");
        field(page, "For how long").fill("10m");
        button(page, "Set").click();
        assertThat(page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT)).containsText("priority");
        field(page, "Priority").fill("150");
        button(page, "Set").click();
        assertThat(page.locator("#results")).containsText("web has priority 150 for 10m.");
        assertThat(card(page, "web")).containsText("Temporary priority 150 until");
        button(page, "Restore priority web").click();
        assertThat(card(page, "web").locator(".notice")).hasCount(0);
    }

    @Test
    void withoutATokenThereIsNothingToSteerWith() {
        node.close();
        node = PagedNode.inRealTime(false);
        node.run(90, PagedNode.router("web", 10).build());
        Page page = visit();
        assertThat(badge(page, "web")).hasText("Active");
        assertThat(page.locator(".controls")).hasCount(0);
        assertThat(page.locator("#token")).isHidden();
        assertThat(page.getByText("Read-only: this server takes no commands from the page."))
                .isVisible();
    }

    @Test
    void aLostServerIsSaidAndFoundAgain() {
        node.run(90, PagedNode.router("web", 10).build());
        Page page = visit();
        page.evaluate("window.neverReloaded = true");
        node.stopPage();
        assertThat(page.locator("#link")).containsText(Pattern.compile("Last heard \\d+ s ago"));
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("Connection lost.")))
                .containsText("What you see is old");
        assertThat(page).hasTitle(Pattern.compile("^\\(stale\\)"));
        node.restartPage();
        assertThat(page.locator("#link")).hasText("Live");
        assertThat(page.getByText("Connection lost.")).hasCount(0);
        assertThat(page.evaluate("window.neverReloaded")).isEqualTo(true);
    }

    @Test
    void theKeyboardIsEnough() {
        runInVirtualTime(
                PagedNode.router("web", 10).build(),
                PagedNode.router("mail", 20).build());
        Page page = visit();
        assertThat(badge(page, "web")).hasText("Active");
        assertThat(badge(page, "mail")).hasText("Active");
        page.keyboard().press("Tab");
        assertThat(page.getByText("Skip to the routers")).isFocused();

        tabTo(page, "[role=option]");
        assertThat(page.locator("#tip")).containsText("Backup \u2192 Active");
        page.keyboard().press("Home");
        assertThat(page.locator("#tip")).containsText("Initialize \u2192 Backup");
        page.keyboard().press("ArrowRight");
        assertThat(page.locator("#tip")).containsText("Backup \u2192 Active");
        page.keyboard().press("ArrowUp");
        assertThat(page.locator("[role=option]:focus")).hasAttribute("aria-label", Pattern.compile("^web, .*"));
        assertThat(page.locator("[role=option]:focus")).hasAttribute("aria-selected", "true");
        page.keyboard().press("Escape");
        assertThat(page.locator("#tip")).isHidden();

        tabTo(page, "article[aria-label=web] .fold");
        page.keyboard().press("Enter");
        assertThat(page.locator("article[aria-label=web] .card-body")).isHidden();
        page.keyboard().press("Enter");
        tabTo(page, "article[aria-label=web] [data-do=hold]");
        page.keyboard().press("Enter");
        assertThat(field(page, "Token")).isFocused();
        page.keyboard().type(PagedNode.TOKEN);
        page.keyboard().press("Enter");
        assertThat(field(page, "Reason")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(page.locator("article[aria-label=web] [data-do=hold]")).isFocused();
    }

    /** Presses Tab until something is focused that is like this, as somebody without a mouse does. */
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 60; i++) {
            if (Boolean.TRUE.equals(page.evaluate("wanted => document.activeElement.matches(wanted)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("Tab does not come to " + selector);
    }

    @Test
    void whatAProbeSaysIsTextAndNothingElse() {
        String text = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        node.run(90, PagedNode.router("web", 10).build());
        node.elector("web").health("hostile", OnFailure.advisory()).down(text);
        Page page = visit();
        assertThat(card(page, "web")).containsText(text);
        assertThat(page.locator("img")).hasCount(0);
        assertThat(page).not().hasTitle("owned");
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void aWindowTellsWhatHappenedAndTheFilterWhatToSee() {
        runInVirtualTime(
                PagedNode.router("alpha", 1).build(),
                PagedNode.router("beta", 2).build(),
                PagedNode.router("gamma", 3).build(),
                PagedNode.router("delta", 4).build(),
                PagedNode.router("epsilon", 5).build(),
                PagedNode.router("zeta", 6).build(),
                PagedNode.router("eta", 7).build());
        Page page = visit();
        assertThat(page.locator("article")).hasCount(7);
        assertThat(page.locator("article .card-body:visible")).hasCount(0);
        page.getByLabel("Filter the routers").fill("198.51.100.103");
        assertThat(page.locator("article")).hasCount(1);
        assertThat(page.locator(".lane:not(.axis)")).hasCount(1);
        button(page, "Open all").click();
        assertThat(card(page, "gamma").getByText("Latest events")).isVisible();
        page.getByLabel("Filter the routers").fill("nothing like this");
        assertThat(page.getByText("No router is like that.")).isVisible();
        page.getByLabel("Filter the routers").fill("");
        page.getByText("All", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByRole(AriaRole.OPTION)).hasCount(14);
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    void colourIsReadableAndEverythingHasAName() {
        node.run(
                90,
                PagedNode.router("web", 10)
                        .check("proxy", healthy("connected"), OnFailure.release())
                        .build(),
                PagedNode.router("mail", 20).build());
        node.elector("web").health("workers", OnFailure.weight(-5)).down("half of them are gone");
        node.elector("mail").hold("kernel upgrade", Duration.ofMinutes(10));
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Page page = browser.window(1280, 800, scheme);
            page.navigate(node.url());
            assertThat(badge(page, "web")).isVisible();
            assertThat(page.evaluate(PageAudit.CONTRAST))
                    .as("contrast, %s", scheme)
                    .isEqualTo(List.of());
            assertThat(page.evaluate(PageAudit.STRUCTURE)).as("structure").isEqualTo(List.of());
        }
        assertThat(browser.errors()).isEmpty();
    }
}
