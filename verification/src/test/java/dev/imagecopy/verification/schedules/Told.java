package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.operation.OperationSnapshot;
import java.util.function.Consumer;

/** A progress listener that checks the order of snapshots and remembers the last one. */
final class Told implements Consumer<OperationSnapshot<String>> {
    private final Consumer<Object> heard;
    private final Mischief mischief;
    private OperationSnapshot<String> last;
    private boolean wentOn;

    Told(Consumer<Object> heard, Mischief mischief) {
        this.heard = heard;
        this.mischief = mischief;
    }

    @Override
    public void accept(OperationSnapshot<String> snapshot) {
        wentOn |= hasEnd();
        last = snapshot;
        heard.accept(snapshot);
        mischief.at("progress listener");
    }

    boolean hasEnd() {
        return last != null && last.state().isTerminal();
    }

    /** Whether a snapshot came after a final one. */
    boolean wentOnAfterTheEnd() {
        return wentOn;
    }
}
