package dev.imagecopy.cli.clients;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.cli.plan.Plan;
import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.cli.plan.PlanCopy;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulators;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.util.HashSet;
import java.util.Set;

/** Puts the images that a plan copies into simulators of this process, so that real plans can be tried without a cloud. */
final class SeedImages {
    private static final String NAME = "source";

    private final Simulators simulators;
    private final Set<String> known = new HashSet<>(Set.of(
            AlibabaEcsSimulator.SOURCE_REGION + AlibabaEcsSimulator.SOURCE_IMAGE,
            HuaweiImsSimulator.PROJECT_ID,
            HuaweiImsSimulator.PROJECT_ID + HuaweiImsSimulator.SOURCE_IMAGE,
            YandexDesktopSimulator.FOLDER,
            YandexDesktopSimulator.SOURCE_IMAGE,
            ServiceFabricSimulator.SOURCE_FOLDER));

    SeedImages(Simulators simulators) {
        this.simulators = simulators;
    }

    void plant(Plan plan) {
        Set<String> encrypted = encryptedImages(plan);
        for (PlanCopy copy : plan.copies()) {
            PlanAccount account = plan.accounts().get(copy.account());
            CopyRequest request = copy.request();
            if (account instanceof PlanAccount.Alibaba alibaba && request instanceof AlibabaCopyImageRequest image) {
                plant(alibaba, image, encrypted);
            } else if (account instanceof PlanAccount.Huawei huawei
                    && request instanceof HuaweiCopyImageRequest image) {
                plant(huawei, image);
            } else if (account instanceof PlanAccount.Yandex && request instanceof YandexCopyImageRequest image) {
                plant(image);
            } else if (request instanceof CopyImageStoreContentRequest content && known.add(content.remoteSource())) {
                simulators.serviceFabric().addImage(content.remoteSource());
            }
        }
    }

    /** The images of Alibaba, with their regions, that must be encrypted: only then can their copies in other regions be. */
    private static Set<String> encryptedImages(Plan plan) {
        Set<String> encrypted = new HashSet<>();
        for (PlanCopy copy : plan.copies()) {
            if (plan.accounts().get(copy.account()) instanceof PlanAccount.Alibaba account
                    && copy.request() instanceof AlibabaCopyImageRequest image
                    && image.encrypted().orElse(false)) {
                String region = image.region().orElse(account.region());
                if (!image.targetRegion().orElse(region).equals(region)) {
                    encrypted.add(region + image.imageId());
                }
            }
        }
        return encrypted;
    }

    private void plant(PlanAccount.Alibaba account, AlibabaCopyImageRequest image, Set<String> encrypted) {
        String region = image.region().orElse(account.region());
        String destination = image.targetRegion().orElse(region);
        if (known.add(region + image.imageId())) {
            if (encrypted.contains(region + image.imageId())) {
                simulators.alibaba().addEncryptedImage(region, image.imageId(), NAME);
            } else {
                simulators.alibaba().addImage(region, image.imageId(), NAME);
            }
        }
        image.kmsKeyId().ifPresent(key -> simulators.alibaba().addKmsKey(destination, key));
    }

    private void plant(PlanAccount.Huawei account, HuaweiCopyImageRequest image) {
        String project = account.projectId().orElse(HuaweiImsSimulator.PROJECT_ID);
        if (known.add(project)) {
            simulators.huawei().addProject(account.region(), project, account.region());
        }
        if (known.add(project + image.imageId())) {
            simulators.huawei().addImage(project, image.imageId(), NAME);
        }
        image.cmkId().filter(known::add).ifPresent(key -> simulators.huawei().addKmsKey(key, true));
    }

    private void plant(YandexCopyImageRequest image) {
        if (known.add(image.folderId())) {
            simulators.yandex().addFolder(image.folderId());
        }
        if (known.add(image.imageId())) {
            simulators.yandex().addImage(image.imageId());
        }
    }
}
