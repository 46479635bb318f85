package dev.imagecopy.alibaba.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageDisk;
import dev.imagecopy.core.http.HttpHeaders;
import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What DescribeImages tells of an image: the example of the vendor's page, whole. */
class ImageAttributesTest {
    private static final String ON_THE_PAGE =
            """
            {"CreationTime":"2019-11-15T06:07:05Z","Status":"Available","ImageFamily":"hangzhou-daily-update",
             "Progress":"100%","IsCopied":false,"IsSupportIoOptimized":true,"ImageOwnerAlias":"self",
             "IsSupportCloudinit":true,"ImageVersion":"2","Usage":"none","IsSelfShared":"true",
             "Description":"Archive log for Oracle","Size":60,"ResourceGroupId":"rg-bp67acfmxazb4p0001",
             "Platform":"Windows Server 2016","OSNameEn":"Windows Server 2016 Data Center Edition 64bit Chinese Edition",
             "ImageName":"testImageName","OSName":"Windows Server 2016","ImageId":"m-bp1g7004ksh0oeuco0001",
             "OSType":"windows","IsSubscribed":false,"ProductCode":"","Architecture":"x86_64","BootMode":"BIOS",
             "DiskDeviceMappings":{"DiskDeviceMapping":[
               {"Type":"system","ImportOSSBucket":"testEcsImport","Progress":"32%","SnapshotId":"s-bp17ot2q7x72ggtw0001",
                "ImportOSSObject":"imageImport","Device":"/dev/xvda","Size":"60","RemainTime":233,"Format":"qcow2",
                "Encrypted":true},
               {"Type":"data","SnapshotId":"s-bp17ot2q7x72ggtw0002","Device":"/dev/xvdb","Size":100},
               {"Type":"data","SnapshotId":"","Size":""}]},
             "Tags":{"Tag":[{"TagValue":"Oracle","TagKey":"DTS"}]},"IsPublic":false,"ImageOwnerId":1234567890,
             "LoginAsNonRootSupported":false,"SupplierName":"TestName",
             "DetectionOptions":{"Status":"Processing","Items":{"Item":[
               {"Name":"Nvme","Value":"Supported","RiskLevel":"High","RiskCode":"NVMe.NotInstallded"}]}},
             "Features":{"NvmeSupport":"supported","ImdsSupport":"v2","CpuOnlineUpgrade":"supported"},"LicenseType":""}
            """;

    @Test
    void image_tellsItsFamilyAndTheSnapshotsOfItsDisks() {
        AlibabaImage image = read(ON_THE_PAGE);

        assertThat(image.imageFamily()).hasValue("hangzhou-daily-update");
        assertThat(image.snapshotIds()).containsExactly("s-bp17ot2q7x72ggtw0001", "s-bp17ot2q7x72ggtw0002");
        assertThat(image.disks()).hasSize(3);
        assertThat(image.disks().get(0))
                .isEqualTo(new AlibabaImageDisk(
                        Optional.of("system"),
                        Optional.of("/dev/xvda"),
                        Optional.of("qcow2"),
                        OptionalLong.of(60L << 30),
                        Optional.of("s-bp17ot2q7x72ggtw0001"),
                        Optional.of(true),
                        Optional.of("testEcsImport"),
                        Optional.of("imageImport")));
    }

    @Test
    void image_tellsEverythingElseByTheVendorsNames() {
        assertThat(read(ON_THE_PAGE).attributes())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("IsSupportIoOptimized", "true"),
                        Map.entry("ImageOwnerAlias", "self"),
                        Map.entry("IsSupportCloudinit", "true"),
                        Map.entry("ImageVersion", "2"),
                        Map.entry("Usage", "none"),
                        Map.entry("IsSelfShared", "true"),
                        Map.entry("Platform", "Windows Server 2016"),
                        Map.entry("OSNameEn", "Windows Server 2016 Data Center Edition 64bit Chinese Edition"),
                        Map.entry("OSName", "Windows Server 2016"),
                        Map.entry("OSType", "windows"),
                        Map.entry("IsSubscribed", "false"),
                        Map.entry("Architecture", "x86_64"),
                        Map.entry("BootMode", "BIOS"),
                        Map.entry("IsPublic", "false"),
                        Map.entry("ImageOwnerId", "1234567890"),
                        Map.entry("LoginAsNonRootSupported", "false"),
                        Map.entry("SupplierName", "TestName"),
                        Map.entry("DetectionOptions.Status", "Processing"),
                        Map.entry("DetectionOptions.Item.1.Name", "Nvme"),
                        Map.entry("DetectionOptions.Item.1.Value", "Supported"),
                        Map.entry("DetectionOptions.Item.1.RiskLevel", "High"),
                        Map.entry("DetectionOptions.Item.1.RiskCode", "NVMe.NotInstallded"),
                        Map.entry("Features.NvmeSupport", "supported"),
                        Map.entry("Features.ImdsSupport", "v2"),
                        Map.entry("Features.CpuOnlineUpgrade", "supported")));
    }

    @Test
    void image_ofWhichNothingIsTold_hasNoDisksAndNoAttributes() {
        AlibabaImage image =
                read("{\"ImageId\":\"m-1\",\"DiskDeviceMappings\":\"\",\"Features\":[],\"DetectionOptions\":null}");

        assertThat(image.disks()).isEmpty();
        assertThat(image.snapshotIds()).isEmpty();
        assertThat(image.imageFamily()).isEmpty();
        assertThat(image.attributes()).isEmpty();
    }

    @Test
    void image_ofACopyThatIsOver_isReadWholeByItsLastPoll() {
        assertThat(poll(ON_THE_PAGE)).isEqualTo(read(ON_THE_PAGE));
        assertThat(poll(ON_THE_PAGE.replace("Available", "Creating")).attributes())
                .isEmpty();
    }

    private static AlibabaImage poll(String image) {
        byte[] body = answer(image);
        return AlibabaImageReader.copies(Json.parse(body), new HttpResponse(200, HttpHeaders.empty(), body))
                .images()
                .get(0);
    }

    private static AlibabaImage read(String image) {
        byte[] body = answer(image);
        return AlibabaImageReader.page(Json.parse(body), new HttpResponse(200, HttpHeaders.empty(), body))
                .images()
                .get(0);
    }

    private static byte[] answer(String image) {
        return ("{\"RequestId\":\"r\",\"RegionId\":\"cn-hangzhou\",\"TotalCount\":1,\"Images\":{\"Image\":[" + image
                        + "]}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
