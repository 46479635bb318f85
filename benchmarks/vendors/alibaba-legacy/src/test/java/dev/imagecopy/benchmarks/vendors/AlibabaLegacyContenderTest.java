package dev.imagecopy.benchmarks.vendors;

class AlibabaLegacyContenderTest extends AlibabaContenderSuite {
    AlibabaLegacyContenderTest() {
        super(new AlibabaLegacyContender());
    }
}
