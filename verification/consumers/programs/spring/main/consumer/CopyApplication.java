package consumer;

import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class CopyApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(CopyApplication.class, arguments);
    }

    /** Spring closes it with the application. */
    @Bean
    HuaweiImsClient images(
            @Value("${ims.endpoint}") URI endpoint,
            @Value("${ims.region}") String region,
            @Value("${ims.project}") String project,
            @Value("${ims.access-key}") String accessKey,
            @Value("${ims.secret-key}") String secretKey) {
        return HuaweiImsClient.builder()
                .endpoint(endpoint)
                .region(region)
                .projectId(project)
                .credentials(HuaweiCredentials.accessKey(accessKey, secretKey))
                .build();
    }
}
