/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Trigger;
import io.vip4j.machine.Input;
import io.vip4j.vrrp.IpAddress;

/** What the platform answers about the addresses of a router, and what follows from it. Used by the loop. */
final class PlatformAnswers implements Tenure.Outcomes, GateKeeper.Outcomes {

    private final ElectorDriver router;
    private final ProcessBinding binding;
    private final Anomalies anomalies;

    PlatformAnswers(ElectorDriver router, ProcessBinding binding, Anomalies anomalies) {
        this.router = router;
        this.binding = binding;
        this.anomalies = anomalies;
    }

    @Override
    public void changed() {
        router.evaluate(Trigger.STARTUP);
    }

    @Override
    public void answered(Input input) {
        if (input instanceof Input.AddressesBound) {
            binding.bound(router.config(), router.primaryAddress());
            router.setbacks().bound();
            anomalies.over(AnomalyKind.CANNOT_BIND, "");
        }
        router.feed(input);
        if (input instanceof Input.BindFailed) {
            String why = router.bindFailure();
            router.setbacks().bindFailed(why);
            anomalies.notice(AnomalyKind.CANNOT_BIND, "", why);
            router.evaluate(Trigger.BIND_FAILED);
        }
    }

    @Override
    public void unbound() {
        router.unbound();
    }

    @Override
    public void cannotHold(String why) {
        anomalies.notice(AnomalyKind.CANNOT_BIND, "", why);
        giveUp(why, () -> router.setbacks().bindFailed(why));
    }

    @Override
    public void removedTooOften(String why) {
        giveUp(why, () -> router.setbacks().removedTooOften(why));
    }

    private void giveUp(String why, Runnable setback) {
        if (router.isHolding()) {
            router.resign(Resignation.of(Trigger.BIND_FAILED, why, false));
            setback.run();
            router.evaluate(Trigger.BIND_FAILED);
        }
    }

    @Override
    public void lost(IpAddress address) {
        anomalies.notice(
                AnomalyKind.ADDRESS_REMOVED,
                address,
                "address " + address
                        + " was removed by somebody else and is put back; if it was systemd-networkd or"
                        + " NetworkManager, let them leave addresses alone (KeepConfiguration,"
                        + " ManageForeignAddresses)");
    }

    @Override
    public void warn(String text) {
        router.warn(text);
    }
}
