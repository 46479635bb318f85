package dev.imagecopy.cli.plan;

import java.util.Optional;
import java.util.stream.Stream;

/** The four services. */
public enum Cloud {
    /** Azure Service Fabric's image store. */
    SERVICE_FABRIC("servicefabric"),
    /** Huawei Cloud IMS. */
    HUAWEI("huawei"),
    /** Yandex Cloud Desktop. */
    YANDEX("yandex"),
    /** Alibaba Cloud ECS. */
    ALIBABA("alibaba");

    private final String id;

    Cloud(String id) {
        this.id = id;
    }

    /** Returns its name on the command line and in plans, which is also the name of its default account. */
    public String id() {
        return id;
    }

    /**
     * Returns the cloud with a name.
     *
     * @param id a name on the command line or in a plan
     */
    public static Optional<Cloud> of(String id) {
        return Stream.of(values()).filter(cloud -> cloud.id.equals(id)).findFirst();
    }
}
