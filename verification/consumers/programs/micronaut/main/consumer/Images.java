package consumer;

import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.net.URI;

/** The client, as long as the application runs. */
@Factory
class Images {
    @Bean(preDestroy = "close")
    @Singleton
    HuaweiImsClient open(
            @Property(name = "ims.endpoint") URI endpoint,
            @Property(name = "ims.region") String region,
            @Property(name = "ims.project") String project,
            @Property(name = "ims.access-key") String accessKey,
            @Property(name = "ims.secret-key") String secretKey) {
        return HuaweiImsClient.builder()
                .endpoint(endpoint)
                .region(region)
                .projectId(project)
                .credentials(HuaweiCredentials.accessKey(accessKey, secretKey))
                .build();
    }
}
