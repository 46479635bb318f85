package dev.imagecopy.fleet.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;

/** The engine's data of a task as JSON. Ours have none: everything is in the copy's row. */
final class JsonTaskData implements Serializer {
    private static final byte[] NULL = "null".getBytes(UTF_8);

    @Override
    public byte[] serialize(@Nullable Object data) {
        if (data != null) {
            throw new IllegalArgumentException("the tasks of a fleet have no data");
        }
        return NULL.clone();
    }

    @Override
    @SuppressWarnings("NullAway") // the engine expects null where there is no data
    public <T> T deserialize(Class<T> type, byte[] data) {
        return null;
    }
}
