package io.streamgauge.agent.source.flinkrest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamgauge.agent.source.flinkrest.answer.RestError;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.function.Function;

/** Asks one thing of one address and says in words why it got no usable answer. Confined to one event loop. */
final class RestClient {

    /** Requests under way to one address. Few: they share the JobManager with the job. */
    static final int CONNECTIONS = 4;

    /** Longer bodies are parsed off the event loop. */
    private static final int LONGEST_PARSED_HERE = 128 << 10;

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Vertx vertx;
    private final FlinkRestSettings settings;
    private final InstantSource clock;
    private final RestMetrics metrics;
    private final HttpClient http;

    RestClient(Vertx vertx, FlinkRestSettings settings, InstantSource clock, RestMetrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout((int) settings.timeouts().connect().toMillis());
        Path trusted = settings.trustedCertificates();
        if (trusted != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(trusted.toString()));
        }
        this.http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** Fails with {@link RestError} only. */
    <T> Future<T> get(URI address, Endpoint endpoint, String path, Function<JsonNode, T> reading) {
        Instant begin = clock.instant();
        Duration timeout = settings.timeouts().answer();
        long[] bytes = {0};
        return Exchange.run(vertx, http, options(address, path), timeout, settings.longestAnswerBytes())
                .compose(answer -> {
                    bytes[0] = answer.body().length();
                    return json(answer);
                })
                .map(reading)
                .recover(cause -> Future.failedFuture(named(address, path, cause)))
                .onComplete(result -> {
                    Duration took = Duration.between(begin, clock.instant());
                    if (result.succeeded()) {
                        metrics.answered(endpoint, bytes[0], took);
                    } else if (result.cause() instanceof RestError error) {
                        metrics.failed(endpoint, error.kind(), took);
                    }
                });
    }

    private RequestOptions options(URI address, String path) {
        boolean tls = "https".equals(address.getScheme());
        String base = address.getRawPath() == null ? "" : address.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(host(address))
                .setPort(address.getPort() >= 0 ? address.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setURI(base.endsWith("/") ? base.substring(0, base.length() - 1) + path : base + path)
                .setConnectTimeout(settings.timeouts().connect().toMillis())
                .putHeader("Accept", "application/json");
        String authorization = settings.authorization();
        return authorization == null ? options : options.putHeader("Authorization", authorization);
    }

    /** Without the brackets of an IPv6 address. */
    private static String host(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private Future<JsonNode> json(Exchange.Answer answer) {
        if (answer.status() == 200) {
            return answer.body().length() <= LONGEST_PARSED_HERE
                    ? parse(answer.body())
                    : vertx.executeBlocking(() -> parse(answer.body())).compose(parsed -> parsed);
        }
        RestError.Kind kind = answer.status() == 404 ? RestError.Kind.NOT_FOUND : RestError.Kind.STATUS;
        return Future.failedFuture(new RestError(kind, "HTTP " + answer.status() + explanation(answer.body())));
    }

    private static Future<JsonNode> parse(Buffer body) {
        try {
            JsonNode tree = JSON.readTree(body.getBytes());
            return tree == null || tree.isMissingNode()
                    ? Future.failedFuture(
                            new RestError(RestError.Kind.NOT_JSON, "answer: found nothing, expected JSON"))
                    : Future.succeededFuture(tree);
        } catch (JsonProcessingException e) {
            return Future.failedFuture(new RestError(
                    RestError.Kind.NOT_JSON,
                    "answer: found " + looks(body) + ", expected JSON: " + e.getOriginalMessage()));
        } catch (IOException e) {
            return Future.failedFuture(new RestError(RestError.Kind.NOT_JSON, "answer: " + RestError.words(e)));
        }
    }

    private static String looks(Buffer body) {
        String head = body.getString(0, Math.min(body.length(), 64), StandardCharsets.UTF_8.name())
                .trim()
                .toLowerCase(Locale.ROOT);
        if (head.startsWith("<")) {
            return "HTML";
        }
        return head.startsWith("{") || head.startsWith("[") ? "broken or cut JSON" : "something else";
    }

    /** The first line of the first of Flink's own words, where there are any. */
    private static String explanation(Buffer body) {
        if (body.length() > LONGEST_PARSED_HERE) {
            return "";
        }
        try {
            JsonNode first = JSON.readTree(body.getBytes()).path("errors").path(0);
            if (!first.isTextual()) {
                return "";
            }
            String line = first.textValue().lines().findFirst().orElse("");
            return ": " + (line.length() <= 200 ? line : line.substring(0, 200) + "...");
        } catch (IOException e) {
            return "";
        }
    }

    private static RestError named(URI address, String path, Throwable cause) {
        RestError.Kind kind = cause instanceof RestError error ? error.kind() : RestError.Kind.UNEXPECTED;
        return new RestError(kind, address + path + ": " + RestError.words(cause));
    }

    Future<Void> close() {
        return http.close();
    }
}
