package dev.imagecopy.verification.cost;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.benchmarks.ours.OursContender;
import dev.imagecopy.core.operation.InMemoryOperationStore;
import java.net.URI;

/** This SDK with an operation store. */
public final class StoringContender implements Contender {
    private final OursContender ours = new OursContender();

    @Override
    public void open(Cloud cloud, URI endpoint) {
        ours.open(cloud, endpoint, builder -> builder.operationStore(new InMemoryOperationStore()));
    }

    @Override
    public Object copy() throws InterruptedException {
        return ours.copy();
    }

    @Override
    public void poll(Object copy) {
        ours.poll(copy);
    }
}
