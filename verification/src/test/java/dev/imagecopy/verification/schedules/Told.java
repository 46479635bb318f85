package dev.imagecopy.verification.schedules;

import dev.imagecopy.core.operation.OperationSnapshot;
import java.util.function.Consumer;

/** A progress listener that remembers whether it was told in order, and what it was told last. */
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

    /** Whether anything came after the end. */
    boolean wentOnAfterTheEnd() {
        return wentOn;
    }
}
