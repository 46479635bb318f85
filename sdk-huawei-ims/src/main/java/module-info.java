/** Copies images with Huawei Cloud Image Management Service, inside a region and across regions. */
module dev.imagecopy.huawei.ims {
    exports dev.imagecopy.huawei.ims;
    exports dev.imagecopy.huawei.ims.auth;
    exports dev.imagecopy.huawei.ims.model;

    requires com.fasterxml.jackson.databind;
    requires transitive dev.imagecopy.core;
    requires static transitive org.jspecify;
}
