package dev.imagecopy.benchmarks.vendors;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.AlibabaEcsSimulator;

/** Both of Alibaba's contenders. */
abstract class AlibabaContenderSuite extends ContenderSuite {
    AlibabaContenderSuite(Contender contender) {
        super(contender, Cloud.ALIBABA);
    }

    @Override
    AlibabaEcsSimulator start() {
        AlibabaEcsSimulator ecs = AlibabaEcsSimulator.inProcess(TimeSource.system());
        ecs.acceptKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);
        ecs.addImage(Contender.REGION, Contender.IMAGE, "golden");
        return ecs;
    }

    @Override
    String statusCall() {
        return "describeImages";
    }

    @Override
    String endStatus() {
        return "Available";
    }
}
