package dev.imagecopy.examples;

import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Simulator;
import java.time.Duration;

class ServiceFabricCopyTest extends CopyProgramTest {
    private final ServiceFabricSimulator service = ServiceFabricSimulator.start()
            .acceptBearer(Secrets.BEARER)
            .addFolder("CalcApp\\v1", "ApplicationManifest.xml");

    @Override
    Simulator service() {
        return service;
    }

    @Override
    int run(String secret, Duration patience, String... arguments) throws InterruptedException {
        ServiceFabricClient.Builder settings = ServiceFabricClient.builder()
                .endpoint(service.endpoint())
                .credentials(ServiceFabricCredentials.bearer(secret))
                .pollPolicy(FastPolling.POLICY);
        return ServiceFabricCopy.run(settings, patience, out, arguments);
    }

    @Override
    String secret() {
        return Secrets.BEARER;
    }

    @Override
    String[] copy() {
        return new String[] {"CalcApp\\v1", "CalcApp\\v2"};
    }

    @Override
    String[] resume(String token) {
        return new String[] {token};
    }

    @Override
    String failureCode() {
        return "FABRIC_E_IMAGESTORE_IOERROR";
    }
}
