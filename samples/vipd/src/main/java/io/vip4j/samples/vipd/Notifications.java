/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.VipHost;
import io.vip4j.event.VipListener;
import io.vip4j.keepalived.EventCommands;
import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.keepalived.NotifyScripts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the {@code notify} commands of the file that is in force, and changes them with it. */
final class Notifications implements AutoCloseable {

    private final NotifyScripts scripts = new NotifyScripts(this::priorityOf);

    // Written by the main thread, read by that of the listeners.
    private volatile @Nullable VipHost host;

    // Main thread only.
    private Map<String, EventCommands> ofRouters = Map.of();
    private List<EventCommands.OfGroup> ofGroups = List.of();

    /** What every router is started with. */
    VipListener listener() {
        return scripts;
    }

    /** Before the first router starts. */
    void begin(VipHost opened, KeepalivedConfig config) {
        host = opened;
        afterChange(config);
    }

    /** Whether a file wants other commands than those in force. */
    boolean differ(KeepalivedConfig config) {
        return !ofRouters.equals(config.eventCommands()) || !ofGroups.equals(config.groupCommands());
    }

    /** Routers that the change starts have their commands from the beginning, those that it stops have them to the end. */
    void beforeChange(KeepalivedConfig config) {
        Map<String, EventCommands> routers = new HashMap<>(ofRouters);
        routers.putAll(config.eventCommands());
        List<EventCommands.OfGroup> groups = new ArrayList<>(ofGroups);
        groups.addAll(config.groupCommands());
        scripts.configure(routers, groups);
    }

    /** The file is in force. */
    void afterChange(KeepalivedConfig config) {
        ofRouters = config.eventCommands();
        ofGroups = config.groupCommands();
        scripts.configure(ofRouters, ofGroups);
    }

    /** The file was refused: what was in force before goes on. */
    void afterRefusal() {
        scripts.configure(ofRouters, ofGroups);
    }

    private int priorityOf(String router) {
        VipHost current = host;
        if (current == null) {
            throw new IllegalStateException("no host yet");
        }
        return current.electors().stream()
                .filter(elector -> elector.config().name().equals(router))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such router any more"))
                .status()
                .effectivePriority()
                .value();
    }

    /** Runs the commands of STOP; the host must be closed before. */
    @Override
    public void close() {
        scripts.close();
    }
}
