/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signals of this process, through {@code sun.misc.Signal} of the module jdk.unsupported: a JVM without it leaves
 * on SIGTERM with exit code 143 and dies of SIGHUP. By reflection, because javac has no way to accept its use without a
 * warning.
 */
public final class ProcessSignals implements SignalSource {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessSignals.class);

    @Override
    public void on(String signal, Runnable action) {
        try {
            handle(signal, action);
        } catch (InvocationTargetException e) {
            // HotSpot with -Xrs, or an operating system without this signal.
            LOG.warn("SIG{} will not be heard: {}", signal, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            LOG.warn("signals will not be heard, this Java has no module jdk.unsupported: {}", e.toString());
        }
    }

    private static void handle(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        InvocationHandler call = (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
                action.run();
                return null;
            }
            return method.invoke(action, arguments); // equals, hashCode and toString.
        };
        Object receiver = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), receiver);
    }
}
