/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Calls from a test thread to the loop of a platform, with the exceptions of the platform. */
final class LoopCalls {

    private LoopCalls() {}

    static <T> T call(VipPlatform platform, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        platform.loop().execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return await(result);
    }

    static void run(VipPlatform platform, Runnable task) {
        call(platform, () -> {
            task.run();
            return "";
        });
    }

    /** All pieces of the warm-up, and what they have asked the netlink thread for. */
    static void warmUp(VipPlatform platform) {
        run(platform, () -> platform.warmUp().forEach(Runnable::run));
        await(platform.binder().unbind("no/interface", List.of()));
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PlatformException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
