package consumer;

import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The client, as long as the application runs. */
public class Images {
    @Produces
    @Singleton
    HuaweiImsClient open(
            @ConfigProperty(name = "ims.endpoint") URI endpoint,
            @ConfigProperty(name = "ims.region") String region,
            @ConfigProperty(name = "ims.project") String project,
            @ConfigProperty(name = "ims.access-key") String accessKey,
            @ConfigProperty(name = "ims.secret-key") String secretKey) {
        return HuaweiImsClient.builder()
                .endpoint(endpoint)
                .region(region)
                .projectId(project)
                .credentials(HuaweiCredentials.accessKey(accessKey, secretKey))
                .build();
    }

    void close(@Disposes HuaweiImsClient client) {
        client.close();
    }
}
