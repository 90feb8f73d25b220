/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.VipState;
import io.vip4j.samples.vipd.Roles.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {

    @Test
    void fewRoutersAreNamed() {
        assertThat(new Roles(List.of(new Role("web", VipState.ACTIVE), new Role("mail", VipState.BACKUP))))
                .hasToString("2 routers: ACTIVE web, BACKUP mail");
        assertThat(new Roles(List.of(new Role("web", VipState.INITIALIZE)))).hasToString("1 router: INITIALIZE web");
        assertThat(new Roles(List.of())).hasToString("0 routers");
    }

    @Test
    void manyRoutersAreCountedTheActiveOnesFirst() {
        List<Role> many = new ArrayList<>();
        for (int i = 0; i < Roles.MOST_NAMED; i++) {
            many.add(new Role("r" + i, i == 0 ? VipState.INITIALIZE : VipState.BACKUP));
        }
        assertThat(new Roles(many).toString()).contains("BACKUP r5");
        many.add(new Role("web", VipState.ACTIVE));
        assertThat(new Roles(many)).hasToString("7 routers: 1 ACTIVE, 5 BACKUP, 1 INITIALIZE");
    }
}
