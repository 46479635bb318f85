package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.credentials.Setting;

/**
 * All settings that are read to find addresses, in the order in which they are read.
 *
 * @see <a href="https://github.com/huaweicloud/huaweicloud-sdk-java-v3">the vendor's SDK</a>
 */
enum AddressSetting implements Setting {
    /** The beginning of a name, followed by the region in capital letters, with {@code _} for {@code -}. */
    IMS_OF_REGION(Place.VARIABLE, "HUAWEICLOUD_SDK_REGION_IMS_"),
    IAM_ENDPOINT(Place.VARIABLE, "HUAWEICLOUD_SDK_IAM_ENDPOINT"),
    REGIONS_FILE(Place.VARIABLE, "HUAWEICLOUD_SDK_REGIONS_FILE"),

    FILE_REGION(Place.REGIONS, "id"),
    FILE_ENDPOINT(Place.REGIONS, "endpoint"),
    FILE_ENDPOINTS(Place.REGIONS, "endpoints");

    /** The sources, as the documentation calls them. */
    static final class Place {
        static final String VARIABLE = "variable";
        static final String REGIONS = "regions.yaml";

        private Place() {}
    }

    private final String place;
    private final String key;

    AddressSetting(String place, String key) {
        this.place = place;
        this.key = key;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public String key() {
        return key;
    }
}
