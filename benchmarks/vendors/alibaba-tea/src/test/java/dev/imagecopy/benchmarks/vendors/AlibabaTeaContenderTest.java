package dev.imagecopy.benchmarks.vendors;

class AlibabaTeaContenderTest extends AlibabaContenderSuite {
    AlibabaTeaContenderTest() {
        super(new AlibabaTeaContender());
    }
}
