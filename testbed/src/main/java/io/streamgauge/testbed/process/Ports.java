package io.streamgauge.testbed.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Leases loopback ports to child processes for as long as this is open.
 *
 * <p>Asking the kernel for a free port and releasing it again is a race: until the child binds it, any outgoing connection and
 * any other test run may be given the same number. So ports come from below Linux's ephemeral range, and a lease is a UDP
 * socket on 127.0.0.2 with the same number: every testbed on the machine sees it, nothing real listens there, a child may
 * restart on its port without losing it, and the kernel drops it when we are killed.
 *
 * <p>Processes outside the testbed can still take a port between lease and bind, which is why starting a cluster is retried.
 */
public final class Ports implements AutoCloseable {
    /** Below the default net.ipv4.ip_local_port_range (32768), above most registered services. */
    private static final int FIRST = 20_000;

    private static final int LAST = 31_999;
    private static final int ATTEMPTS = 1_000;

    private final List<DatagramSocket> leases = new ArrayList<>();

    /** A port that nothing listens on and that no other testbed on this machine is given while this is open. */
    public synchronized int lease() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
            DatagramSocket marker = bindMarker(port);
            if (marker == null) {
                continue;
            }
            if (isFree(port)) {
                leases.add(marker);
                return port;
            }
            marker.close();
        }
        throw new TestbedException("ports " + FIRST + " to " + LAST + ": expected a free one within " + ATTEMPTS
                + " tries, found none; look for leftover processes with: ss -lntp");
    }

    @Override
    public synchronized void close() {
        leases.forEach(DatagramSocket::close);
        leases.clear();
    }

    private static @Nullable DatagramSocket bindMarker(int port) {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.2"), port));
        } catch (SocketException | UnknownHostException e) {
            return null;
        }
    }

    /** Free on every interface and for both protocols: some reporters bind all addresses, and gossip uses UDP too. */
    private static boolean isFree(int port) {
        try (ServerSocket everywhere = new ServerSocket()) {
            everywhere.setReuseAddress(true);
            everywhere.bind(new InetSocketAddress(port));
        } catch (IOException e) {
            return false;
        }
        try (DatagramSocket gossip =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return gossip.isBound();
        } catch (SocketException e) {
            return false;
        }
    }
}
