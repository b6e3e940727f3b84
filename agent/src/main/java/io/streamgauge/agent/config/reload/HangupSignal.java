package io.streamgauge.agent.config.reload;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * SIGHUP, which without a handler ends the process. By reflection, since javac warns of {@code sun.misc.Signal} in a way
 * that cannot be turned off, and there is no other interface to signals.
 */
public final class HangupSignal {

    private HangupSignal() {}

    /**
     * Has an action run at each SIGHUP, on a thread of its own.
     *
     * @return false if none will come: the system has no SIGHUP, or we were started with it ignored, as nohup does, which the JVM
     *     leaves so
     */
    public static boolean install(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler invocation = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                    return null;
                }
                // Signal keeps its handlers in a map.
                return switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> arguments != null && proxy == arguments[0];
                    default -> "SIGHUP handler";
                };
            };
            Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, invocation);
            Object former = signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
            return former != handler.getField("SIG_IGN").get(null);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
