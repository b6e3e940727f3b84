package io.streamgauge.testbed.s3;

import io.streamgauge.testbed.Repository;
import io.streamgauge.testbed.process.Await;
import io.streamgauge.testbed.process.ChildProcess;
import io.streamgauge.testbed.process.Sandbox;
import io.streamgauge.testbed.process.TestbedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * S3Proxy, a server that speaks S3, on a free loopback port. Buckets are directories of a fresh one, which {@link #close} deletes. Requests
 * are signed: any other credentials than {@link #accessKey} and {@link #secretKey} are refused. One region, whatever its name; buckets are
 * in the path, not in the host name.
 */
public final class S3Server implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Sandbox sandbox;
    private final URI endpoint;
    private final String accessKey;
    private final String secretKey;
    private final Path data;
    private ChildProcess process;

    private S3Server(Sandbox sandbox, URI endpoint, String accessKey, String secretKey, Path data) {
        this.sandbox = sandbox;
        this.endpoint = endpoint;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.data = data;
        this.process = startProcess();
    }

    /** Starts the server, without a bucket, and returns when it answers. */
    public static S3Server start() {
        Sandbox sandbox = Sandbox.create("s3");
        try {
            S3Server server = new S3Server(
                    sandbox,
                    URI.create("http://127.0.0.1:" + sandbox.leasePort()),
                    "key" + random(8),
                    random(20),
                    sandbox.subdirectory("data"));
            server.awaitAnswer();
            return server;
        } catch (RuntimeException e) {
            sandbox.close();
            throw e;
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    public String accessKey() {
        return accessKey;
    }

    public String secretKey() {
        return secretKey;
    }

    /** Makes an empty bucket, if there is none of the name. */
    public void createBucket(String name) {
        try {
            Files.createDirectories(data.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process that serves now: freeze, thaw or kill it. */
    public ChildProcess process() {
        return process;
    }

    /** Serves again after {@link ChildProcess#kill}, on the same port, what was stored before. */
    public void restart() {
        process.kill();
        process = startProcess();
        awaitAnswer();
    }

    @Override
    public void close() {
        sandbox.close();
    }

    private ChildProcess startProcess() {
        Path configuration = sandbox.directory().resolve("s3proxy.properties");
        try {
            Files.write(
                    configuration,
                    List.of(
                            "s3proxy.endpoint=" + endpoint,
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.identity=" + accessKey,
                            "s3proxy.credential=" + secretKey,
                            "jclouds.provider=filesystem-nio2",
                            "jclouds.filesystem.basedir=" + data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sandbox.start(
                "s3proxy",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        // It sends standard error to its logger, which without this would send it to standard error.
                        "-Dorg.slf4j.simpleLogger.cacheOutputStream=true",
                        "-cp",
                        libraries() + "/*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        configuration.toString()),
                Map.of());
    }

    private void awaitAnswer() {
        Await.upTo(LIMIT, "S3 server at " + endpoint).unless(process::whyDead).untilTrue(this::answers);
    }

    /** Whatever it answers: without credentials that is no. */
    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status > 0;
        } catch (IOException e) {
            throw new TestbedException(endpoint + ": expected an answer, found " + e, e);
        }
    }

    private static Path libraries() {
        Path path = Repository.root().resolve("testbed/s3/target/lib");
        if (!Files.isDirectory(path)) {
            throw new TestbedException("S3 server: expected its jars in " + path
                    + ", found no such directory; build them with: mvn package -pl testbed/s3");
        }
        return path;
    }

    private static String random(int bytes) {
        byte[] value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
