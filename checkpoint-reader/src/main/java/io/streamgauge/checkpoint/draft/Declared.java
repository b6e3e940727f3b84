package io.streamgauge.checkpoint.draft;

import io.streamgauge.checkpoint.key.KeyGroupPrefix;
import io.streamgauge.checkpoint.key.KeyLayout;
import io.streamgauge.checkpoint.key.PartSize;
import io.streamgauge.checkpoint.key.TimerKey;
import io.streamgauge.checkpoint.key.ValueLayout;
import io.streamgauge.checkpoint.keyed.SerializerDeclaration;
import io.streamgauge.checkpoint.keyed.StateDeclaration;
import io.streamgauge.checkpoint.keyed.TtlUse;
import io.streamgauge.checkpoint.report.NamespaceKind;
import io.streamgauge.checkpoint.report.Serializers;
import io.streamgauge.checkpoint.report.StateKind;
import io.streamgauge.checkpoint.report.TimeToLive;
import io.streamgauge.checkpoint.sample.StateLayout;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a declaration comes to.
 *
 * @param layout null where entries cannot be taken apart
 */
public record Declared(
        StateKind kind,
        Serializers serializers,
        TimeToLive timeToLive,
        NamespaceKind namespace,
        @Nullable StateLayout layout) {

    private static final int STAMP_BYTES = 8;

    /** Where nothing but the name is known. */
    public static Declared unknown(String name) {
        return new Declared(timerKind(name), Serializers.UNKNOWN, TimeToLive.UNKNOWN, NamespaceKind.UNKNOWN, null);
    }

    public static Declared operator(StateKind kind, @Nullable StateDeclaration state) {
        Serializers serializers = state == null
                ? Serializers.UNKNOWN
                : new Serializers(className(state.key()), null, className(state.value()), null);
        return new Declared(kind, serializers, TimeToLive.OFF, NamespaceKind.NONE, null);
    }

    public static Declared keyed(@Nullable SerializerDeclaration key, StateDeclaration state, KeyGroupPrefix prefix) {
        boolean timers = state.kind() == io.streamgauge.checkpoint.keyed.StateKind.TIMERS;
        SerializerDeclaration value = state.value();
        SerializerDeclaration namespace = timers ? part(value, 1) : state.namespace();
        NamespaceKind namespaceKind = namespaceKind(namespace);
        StateKind kind = timers ? timerKind(state.name()) : kind(state.kind());
        boolean stamped = state.ttl() == TtlUse.ON;
        ValueLayout values = new ValueLayout(valueKind(state.kind()), stamped);
        PartSize userKey = state.kind() == io.streamgauge.checkpoint.keyed.StateKind.MAP
                ? size(state.userKey())
                : PartSize.fixed(0);
        boolean known = kind != StateKind.KEYED && kind != StateKind.PRIORITY_QUEUE && state.ttl() != TtlUse.UNKNOWN;
        StateLayout layout = new StateLayout(
                timers,
                new KeyLayout(prefix, size(key), size(namespace), userKey),
                key != null && key.shortName().equals("String"),
                namespaceKind,
                values,
                elementBytes(state, stamped));
        return new Declared(
                kind,
                new Serializers(className(key), className(namespace), className(value), className(state.userKey())),
                switch (state.ttl()) {
                    case ON -> TimeToLive.ON;
                    case OFF -> TimeToLive.OFF;
                    case UNKNOWN -> TimeToLive.UNKNOWN;
                },
                namespaceKind,
                known ? layout : null);
    }

    private static StateKind kind(io.streamgauge.checkpoint.keyed.StateKind kind) {
        return switch (kind) {
            case VALUE -> StateKind.VALUE;
            case LIST -> StateKind.LIST;
            case MAP -> StateKind.MAP;
            case REDUCING -> StateKind.REDUCING;
            case AGGREGATING, FOLDING -> StateKind.AGGREGATING;
            default -> StateKind.KEYED;
        };
    }

    private static StateKind timerKind(String name) {
        if (!TimerKey.isTimerFamily(name)) {
            return name.startsWith("_timer_state/") ? StateKind.PRIORITY_QUEUE : StateKind.KEYED;
        }
        return name.startsWith("_timer_state/event_") ? StateKind.EVENT_TIME_TIMERS : StateKind.PROCESSING_TIME_TIMERS;
    }

    private static ValueLayout.Kind valueKind(io.streamgauge.checkpoint.keyed.StateKind kind) {
        return switch (kind) {
            case LIST -> ValueLayout.Kind.LIST;
            case MAP -> ValueLayout.Kind.MAP;
            default -> ValueLayout.Kind.SINGLE;
        };
    }

    private static NamespaceKind namespaceKind(@Nullable SerializerDeclaration namespace) {
        if (namespace == null) {
            return NamespaceKind.UNKNOWN;
        }
        return switch (namespace.shortName()) {
            case "VoidNamespace" -> NamespaceKind.VOID;
            case "TimeWindow" -> NamespaceKind.TIME_WINDOW;
            case "GlobalWindow" -> NamespaceKind.GLOBAL_WINDOW;
            default -> NamespaceKind.OTHER;
        };
    }

    private static PartSize size(@Nullable SerializerDeclaration part) {
        if (part == null || part.lengthBytes().isEmpty()) {
            return PartSize.unknown();
        }
        int bytes = part.lengthBytes().getAsInt();
        return switch (part.shortName()) {
            case "VoidNamespace", "GlobalWindow" -> PartSize.oneByteNamespace();
            case "TimeWindow" -> PartSize.timeWindow();
            default -> bytes < 0 ? PartSize.variable() : PartSize.fixed(bytes);
        };
    }

    /** Without the stamp that each element has where there is a time to live. */
    private static OptionalInt elementBytes(StateDeclaration state, boolean stamped) {
        SerializerDeclaration element = part(state.value(), 0);
        if (state.kind() != io.streamgauge.checkpoint.keyed.StateKind.LIST || element == null) {
            return OptionalInt.empty();
        }
        int bytes = element.lengthBytes().orElse(-1) - (stamped ? STAMP_BYTES : 0);
        return bytes < 0 ? OptionalInt.empty() : OptionalInt.of(bytes);
    }

    private static @Nullable SerializerDeclaration part(@Nullable SerializerDeclaration of, int index) {
        return of != null && index < of.nested().size() ? of.nested().get(index) : null;
    }

    private static @Nullable String className(@Nullable SerializerDeclaration serializer) {
        return serializer == null ? null : serializer.snapshotClass();
    }
}
