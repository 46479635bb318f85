package dev.imagecopy.benchmarks.vendors;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.testing.HuaweiImsSimulator;

class HuaweiSdkContenderTest extends ContenderSuite {
    HuaweiSdkContenderTest() {
        super(new HuaweiSdkContender(), Cloud.HUAWEI);
    }

    @Override
    HuaweiImsSimulator start() {
        HuaweiImsSimulator ims = HuaweiImsSimulator.inProcess(TimeSource.system());
        ims.acceptKey(Contender.ACCESS_KEY, Contender.SECRET_KEY);
        return ims;
    }

    @Override
    String statusCall() {
        return "describeJob";
    }

    @Override
    String endStatus() {
        return "SUCCESS";
    }
}
