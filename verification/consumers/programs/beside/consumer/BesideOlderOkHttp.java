package consumer;

import dev.imagecopy.huawei.ims.HuaweiImsClient;

/** Building a client with an OkHttp that is too old fails at once. The argument is the version that is there. */
public final class BesideOlderOkHttp {
    private BesideOlderOkHttp() {}

    public static void main(String[] arguments) {
        try (HuaweiImsClient client =
                HuaweiImsClient.builder().region("eu-west-101").build()) {
            throw new AssertionError("built with OkHttp " + arguments[0] + ": " + client);
        } catch (IllegalStateException expected) {
            String message = expected.getMessage();
            if (!message.startsWith("OkHttp " + arguments[0] + " is first on the class path")
                    || !message.contains("requires 5.4.0 or newer")
                    || !message.contains("<artifactId>okhttp</artifactId><version>" + arguments[1] + "</version>")) {
                throw new AssertionError(message);
            }
            System.out.println(message);
        }
    }
}
