/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vip4j.samples.support.browser.Browser;
import io.vip4j.samples.support.browser.BrowserTest;
import io.vip4j.samples.support.browser.PageAudit;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people see of a proxy on its status page: the LAN is in memory, the connections and the Chromium are real. */
@BrowserTest
class ProxyPageBrowserTest {

    private static Locator table(Page page, String name) {
        return page.getByRole(
                AriaRole.TABLE, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator cell(Page page, String table, String row, int column) {
        return table(page, table)
                .getByRole(
                        AriaRole.ROW,
                        new Locator.GetByRoleOptions().setName(java.util.regex.Pattern.compile("^" + row + "\\b")))
                .locator("th, td")
                .nth(column);
    }

    @Test
    void trafficAndServersAreSeenWithoutAnyReload() throws Exception {
        try (Browser browser = new Browser();
                PagedProxy node = new PagedProxy()) {
            Page page = browser.window(1280, 1000, ColorScheme.LIGHT);
            page.navigate(node.url("/").toString());
            assertThat(page.locator(".card .title .badge")).hasText("Active");
            assertThat(cell(page, "Listeners", "front", 1)).hasText("listening");
            assertThat(cell(page, "Pool web", "s2", 1)).hasText("up");
            try (Socket client = node.connect()) {
                assertThat(client.getInputStream().readNBytes(3)).hasSize(3);
                client.getOutputStream().write(new byte[3000]);
                assertThat(client.getInputStream().readNBytes(3000)).hasSize(3000);
                assertThat(cell(page, "Listeners", "front", 2)).hasText("1");
                assertThat(cell(page, "Listeners", "front", 5)).hasText("2.93 KiB");
                node.two.die();
                assertThat(cell(page, "Pool web", "s2", 1)).hasText("down");
                assertThat(page.locator(".tile.bad")).containsText("1/2");
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    Page look = browser.window(1280, 1500, scheme);
                    look.navigate(node.url("/").toString());
                    assertThat(cell(look, "Pool web", "s2", 1)).hasText("down");
                    Browser.picture(look, "proxy-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
                    assertThat(look.evaluate(PageAudit.CONTRAST)).isEqualTo(List.of());
                    assertThat(look.evaluate(PageAudit.STRUCTURE)).isEqualTo(List.of());
                }
            }
            assertThat(cell(page, "Listeners", "front", 2)).hasText("0");
            assertThat(browser.errors()).isEmpty();
        }
    }
}
