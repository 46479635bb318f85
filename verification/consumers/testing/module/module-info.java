/** A test of an application that is a module. */
open module consumer {
    requires dev.imagecopy.huawei.ims;
    requires dev.imagecopy.testing;
    requires org.junit.jupiter.api;
    requires org.junit.platform.launcher;
}
