package dev.imagecopy.verification.cost;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.ours.OursContender;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** This SDK, as it would be after a commit that the gates are to stop. */
public final class WastefulContender implements Contender {
    /** How many classes more it loads. */
    static final String CLASSES = "wasted.classes";

    /** How many bytes more each exchange allocates. */
    static final String BYTES = "wasted.bytes";

    private final OursContender ours = new OursContender();
    private final List<Class<?>> classes = new ArrayList<>();
    private final int bytes = Integer.getInteger(BYTES, 0);
    volatile byte[] wasted = {};

    /** What is loaded again and again. */
    private static final class Wasted {}

    @Override
    public void open(Cloud cloud, URI endpoint) throws IOException, IllegalAccessException {
        ours.open(cloud, endpoint);
        try (InputStream in =
                Wasted.class.getResourceAsStream("WastefulContender$" + Wasted.class.getSimpleName() + ".class")) {
            byte[] code = in.readAllBytes();
            for (int i = 0; i < Integer.getInteger(CLASSES, 0); i++) {
                classes.add(
                        MethodHandles.lookup().defineHiddenClass(code, false).lookupClass());
            }
        }
    }

    @Override
    public Object copy() throws InterruptedException {
        wasted = new byte[bytes];
        return ours.copy();
    }

    @Override
    public void poll(Object copy) {
        wasted = new byte[bytes];
        ours.poll(copy);
    }
}
