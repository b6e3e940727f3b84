package io.streamgauge.agent.replay;

import io.streamgauge.agent.observation.Observation;
import io.streamgauge.agent.recording.RecordingReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code streamgauge record}: fetches what a running agent has kept of what its analysis saw. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Fetches from a running agent what its leak analysis saw, for 'streamgauge replay'.",
        footer = {
            "",
            "It holds names, sizes and salted hashes of keys; no keys and no values.",
            "Exit codes: 0 ok, 1 failed, 2 bad usage.",
        })
public final class RecordCommand implements Callable<Integer> {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Option(names = "--agent", paramLabel = "URL", description = "Where the agent is; http://127.0.0.1:9610 is usual.")
    private URI agent = URI.create("http://127.0.0.1:9610");

    @Option(names = "--job", paramLabel = "NAME", description = "Only this job, by name or id.")
    private @Nullable String job;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write; recording.jsonl is usual.")
    private Path output = Path.of("recording.jsonl");

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    @Override
    public Integer call() throws InterruptedException {
        if (agent.getScheme() == null || !agent.getScheme().matches("https?")) {
            throw new ParameterException(
                    spec.commandLine(), "--agent: found " + agent + ", expected http://HOST:PORT or https://HOST:PORT");
        }
        if (!force && Files.exists(output)) {
            return failed(output + ": is there already; name another --output, or --force");
        }
        Path part = output.resolveSibling(output.getFileName() + ".part");
        try {
            int code = fetch(part);
            if (code == 0) {
                Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
            }
            return code;
        } catch (ConnectException e) {
            return failed(agent + ": no agent answers there");
        } catch (IOException e) {
            return failed(String.valueOf(e.getMessage()));
        } finally {
            remove(part);
        }
    }

    private int fetch(Path part) throws IOException, InterruptedException {
        URI address = agent.resolve("/api/v1/recording");
        HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                return failed(address + ": answered HTTP " + answer.statusCode());
            }
            return copy(address.toString(), body, part);
        }
    }

    private int copy(String name, InputStream body, Path part) throws IOException {
        long written = 0;
        try (RecordingReader reader = new RecordingReader(name, body);
                OutputStream out = Files.newOutputStream(part)) {
            out.write((RecordingReader.header() + "\n").getBytes(StandardCharsets.UTF_8));
            for (Observation next = reader.next(); next != null; next = reader.next()) {
                if (job == null
                        || next.job().id().equals(job)
                        || next.job().name().equals(job)) {
                    out.write(reader.line());
                    out.write('\n');
                    written++;
                }
            }
        }
        if (written == 0) {
            return failed(
                    job == null
                            ? "the agent has recorded nothing yet: it does with each completed checkpoint that it reads"
                            : "the agent has recorded nothing of " + job);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(written + " checkpoints written to " + output + "; judge them with: streamgauge replay " + output);
        out.flush();
        return 0;
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            part.toFile().deleteOnExit();
        }
    }

    private int failed(String message) {
        spec.commandLine().getErr().println("streamgauge: " + message);
        return 1;
    }
}
