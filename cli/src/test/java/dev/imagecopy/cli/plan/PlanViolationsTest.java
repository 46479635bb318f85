package dev.imagecopy.cli.plan;

import static dev.imagecopy.cli.plan.SamplePlans.LEAST;
import static dev.imagecopy.cli.plan.SamplePlans.violations;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of mistake, with its place, its path and its words. */
class PlanViolationsTest {
    @Test
    void parse_whenNothingIsWrong_violatesNothing() {
        assertThat(violations(LEAST)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "imageid: m-1 | 9:3: images[0].imageid: is not a key of an image; did you mean 'imageId'?",
                "image_id: m-1 | 9:3: images[0].image_id: is not a key of an image; did you mean 'imageId'?",
                "colour: red | 9:3: images[0].colour: is not a key of an image",
                "mode: ensured | 9:9: images[0].mode: must be ensure or copy; did you mean 'ensure'?",
                "mode: [ensure] | 9:9: images[0].mode: must be a single value, not a list",
                "mode: {a: b} | 9:9: images[0].mode: must be a single value, not keys with values",
                "mode: | 9:8: images[0].mode: has no value",
                "mode: ~ | 9:9: images[0].mode: has no value; if it is a text, put it in quotes",
                "description: '' | 9:16: images[0].description: must not be empty",
                "description: \"a\\u0007\" | 9:16: images[0].description: must not contain line ends or control characters",
                "tags: {'a${date}': b} | 9:10: images[0].tags.(hidden): there can be no variables here",
                "tags: [a] | 9:9: images[0].tags: must be keys with values, not a list",
                "tags: {a: } | 9:12: images[0].tags.a: has no value; write '' for an empty text",
                "tags: {a: [b]} | 9:13: images[0].tags.a: must be a single value, not a list",
                "tags: {'acs:a': b} | 9:9: images[0].tags: a tag's key must not begin with aliyun or acs: (for images[0].targets[0])",
                "alibaba: {encrypted: yes} | 9:24: images[0].alibaba.encrypted: must be true or false; yes, no, on and off are texts",
                "alibaba: {encrypted: 'true'} | 9:24: images[0].alibaba.encrypted: must be true or false, without quotes",
                "alibaba: {encrypted: 1} | 9:24: images[0].alibaba.encrypted: must be true or false",
                "alibaba: {cmkId: 1} | 9:13: images[0].alibaba.cmkId: is not a key of the part for Alibaba",
                "alibaba: {kmsKeyId: k} | 11:5: images[0].targets[0].encrypted: must be true when kmsKeyId is given",
                "alibaba: text | 9:12: images[0].alibaba: must be keys with values, not a single value",
            })
    void parse_whenAnImageHasAWrongLine_saysWhatAndWhere(String line, String expected) {
        String plan = LEAST.replace("  imageId: m-1\n", "  " + line + "\n")
                .replace("- account: ali", "- {account: ali, imageId: m-1}");

        assertThat(violations(plan)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "account: al | 11:15: images[0].targets[0].account: there is no account al; did you mean 'ali'?",
                "acount: ali | 11:6: images[0].targets[0].acount: is not a key of a target; did you mean 'account'?",
                "account: ali, cmkId: k | 11:20: images[0].targets[0].cmkId: the account is with Alibaba, whose copies have no such field",
                "account: sf, remoteSource: a, remoteDestination: b, region: eu | 11:58: images[0].targets[0].region: the account is with Service Fabric, whose copies have no such field",
                "account: ali, region: a, regions: [b] | 11:28: images[0].targets[0].region: cannot be combined with regions",
                "account: ali, regions: [] | 11:29: images[0].targets[0].regions: must not be empty",
                "account: ali, regions: cn-beijing | 11:29: images[0].targets[0].regions: must be a list, not a single value",
                "account: ali, regions: [cn-beijing, Peking] | 11:42: images[0].targets[0].regions[1]: must be 1 to 40 characters of a-z, 0-9 and '-'",
                "account: ali, regions: [a, b, a] | 11:36: images[0].targets[0].regions[2]: makes the same image as images[0].targets[0].regions[0] in line 11",
                "account: ali, region: ~ | 11:28: images[0].targets[0].region: has no value; if it is a text, put it in quotes",
                "account: ali, name: a | 11:26: images[0].targets[0].name: must have 2 to 128 characters, but has 1",
                "account: ali, name: 'a${day}' | 11:26: images[0].targets[0].name: there is no variable ${day}; here are ${date}, ${time}, ${env:NAME}, ${plan}, ${image}, ${account}, ${cloud}, ${region}",
                "account: ali, name: 'a${datee}' | 11:26: images[0].targets[0].name: there is no variable ${datee}; did you mean 'date'?; here are ${date}, ${time}, ${env:NAME}, ${plan}, ${image}, ${account}, ${cloud}, ${region}",
                "account: ali, name: 'a${date' | 11:26: images[0].targets[0].name: a variable that begins with ${ has no end }; write $${ for ${ itself",
                "account: ali, name: 'a${env:HOME}' | 11:26: images[0].targets[0].name: the variable HOME of the environment is not one of those that the plan lists under environment",
                "account: hw, agencyName: a | 11:19: images[0].targets[0].agencyName: is only for copies to another region than the account's",
                "account: hw, region: ap-1, agencyName: a, cmkId: k | 11:48: images[0].targets[0].cmkId: is only for copies inside the account's region",
                "account: hw, region: ap-1 | 11:5: images[0].targets[0].agencyName: is missing",
                "account: hw, name: 'a/b' | 11:25: images[0].targets[0].name: may contain letters, digits, '-', '.', '_' and spaces (IMG.0003)",
                "account: yc, name: 'x-${region}' | 11:5: images[0].targets[0].name: the variable ${region} has no value for this cloud",
                "account: yc, desktopId: d, imageId: i | 11:30: images[0].targets[0].desktopId: cannot be combined with imageId",
                "account: sf, remoteSource: a, remoteDestination: b, serverTimeout: 90 | 11:73: images[0].targets[0].serverTimeout: must be a duration with units (d, h, m, s, ms), for example 90s, 30m or 1h30m",
                "account: sf, remoteSource: a, remoteDestination: b, serverTimeout: 1:30 | 11:73: images[0].targets[0].serverTimeout: must be a duration with units (d, h, m, s, ms), for example 90s, 30m or 1h30m",
                "account: sf, remoteSource: a, remoteDestination: b, serverTimeout: 0s | 11:73: images[0].targets[0].serverTimeout: must be longer than zero",
                "account: sf, remoteSource: a, remoteDestination: b, serverTimeout: 366d | 11:73: images[0].targets[0].serverTimeout: must be at most 365d",
                "account: sf, remoteSource: a, remoteDestination: b, skipFiles: [x, '*'] | 11:69: images[0].targets[0].skipFiles: skipFiles[1] can never match: there are no wildcards",
                "account: sf, remoteSource: a | 11:5: images[0].targets[0].remoteDestination: is missing",
            })
    void parse_whenATargetIsWrong_saysWhatAndWhere(String target, String expected) {
        String plan = LEAST.replace("- account: ali", "- {" + target + "}");

        assertThat(violations(plan)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{region: a} | 3:8: accounts.ali.cloud: is missing",
                "{cloud: aws} | 3:16: accounts.ali.cloud: must be servicefabric, huawei, yandex or alibaba",
                "{cloud: ali_baba} | 3:16: accounts.ali.cloud: must be servicefabric, huawei, yandex or alibaba; did you mean 'alibaba'?",
                "{cloud: alibaba} | 3:8: accounts.ali.region: is missing",
                "{cloud: alibaba, region: cn hangzhou} | 3:33: accounts.ali.region: must be 1 to 40 characters of a-z, 0-9 and '-'",
                "{cloud: alibaba, region: a, folderId: b} | 3:36: accounts.ali.folderId: is not a key of an account with Alibaba",
                "{cloud: alibaba, region: a, endpointMode: private} | 3:50: accounts.ali.endpointMode: must be public, vpc or central",
                "{cloud: alibaba, region: a, endpoint: cluster} | 3:46: accounts.ali.endpoint: must be an address like https://host:port, without user, query and fragment",
                "{cloud: alibaba, region: a, endpoint: 'https://me:you@host'} | 3:46: accounts.ali.endpoint: must be an address like https://host:port, without user, query and fragment",
                "{cloud: alibaba, region: a, endpoint: 'http://host'} | 3:46: accounts.ali.endpoint: must begin with https, unless allowPlaintext is true",
                "{cloud: alibaba, region: a, environmentPrefix: P_, profile: b} | 3:55: accounts.ali.environmentPrefix: cannot be combined with profile",
                "{cloud: alibaba, region: a, environmentPrefix: 1-} | 3:55: accounts.ali.environmentPrefix: must be letters, digits and underscores, and not begin with a digit",
                "{cloud: alibaba, region: a, accountId: a/b} | 3:47: accounts.ali.accountId: must be 1 to 128 characters of A-Z, a-z, 0-9, '.', '_' and '-', and neither '.' nor '..'",
                "{cloud: alibaba, region: a, profile: '${date}'} | 3:45: accounts.ali.profile: the variable ${date} has no value here; here are ${env:NAME}",
                "{cloud: servicefabric} | 3:8: accounts.ali.endpoint: is missing",
                "{cloud: servicefabric, endpoint: 'https://a', certificateKeyFile: k} | 3:74: accounts.ali.certificateKeyFile: is of use only together with certificateFile",
                "{cloud: servicefabric, endpoint: 'https://a', copyResends: 11} | 3:67: accounts.ali.copyResends: must be a whole number from 0 to 10, in digits without leading zeros, signs, quotes and separators",
                "{cloud: servicefabric, endpoint: 'https://a', copyResends: 010} | 3:67: accounts.ali.copyResends: must be a whole number from 0 to 10, in digits without leading zeros, signs, quotes and separators",
                "{cloud: servicefabric, endpoint: 'https://a', serverThumbprints: [abc]} | 3:74: accounts.ali.serverThumbprints[0]: must be a SHA-1 or SHA-256 thumbprint in hexadecimal",
                "[alibaba] | 3:8: accounts.ali: must be keys with values, not a list",
                "alibaba | 3:8: accounts.ali: must be keys with values, not a single value",
            })
    void parse_whenAnAccountIsWrong_saysWhatAndWhere(String account, String expected) {
        String plan =
                LEAST.replace("{cloud: alibaba, region: cn-hangzhou}", account).replace("account: ali", "account: hw");

        assertThat(violations(plan)).containsExactly(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "limits: {inRun: 0} | 12:17: limits.inRun: must be a whole number from 1 to 1000000, in digits without leading zeros, signs, quotes and separators",
                "limits: {inRun: 1_000} | 12:17: limits.inRun: must be a whole number from 1 to 1000000, in digits without leading zeros, signs, quotes and separators",
                "limits: {inRegion: {aws: 1}} | 12:21: limits.inRegion.aws: is not a key of the limits of regions",
                "policies: {deadline: soon} | 12:22: policies.deadline: must be a duration with units (d, h, m, s, ms), for example 90s, 30m or 1h30m",
                "policies: {settleWindow: 1m} | 12:26: policies.settleWindow: is of use only together with namesAreUnique: true",
                "policies: {onfailure: stop} | 12:12: policies.onfailure: is not a key of the policies; did you mean 'onFailure'?",
                "timeZone: Mars | 12:11: timeZone: must be a time zone, for example UTC or Europe/Berlin",
                "environment: [YC_TOKEN] | 12:15: environment[0]: names a secret, which must not get into any part of a copy",
                "environment: [A, A] | 12:18: environment[1]: is there twice",
                "name: 'a-${image}' | 12:7: name: the variable ${image} has no value here; here are ${date}, ${time}, ${env:NAME}",
                "defaults: {name: '${env:EMPTY}'} | 12:18: defaults.name: the variable EMPTY of the environment is not one of those that the plan lists under environment",
                "defaults: {imageId: m-1} | 12:12: defaults.imageId: is not a key of the defaults",
                "? [a, b] | 12:3: a key must be a text",
                "version: 1 | 12:1: the key is there twice",
                "name: !!java.net.URL [x] | 12:7: tags are not supported; write a plain value, or one in quotes",
                "name: *a | 12:7: no value before this one has the anchor that the alias names",
                "name: 'a | 13:1: this is not YAML: found unexpected end of stream",
            })
    void parse_whenThePlanItselfIsWrong_saysWhatAndWhere(String line, String expected) {
        assertThat(violations(LEAST + line + "\n")).containsExactly(expected);
    }

    @Test
    void parse_whenKeysAreMissing_namesEach() {
        assertThat(violations("x-a: 1"))
                .containsExactly("1:1: version: is missing", "1:1: accounts: is missing", "1:1: images: is missing");
    }

    @Test
    void parse_whenTheVersionIsAnother_saysSo() {
        assertThat(violations(LEAST.replace("version: 1", "version: 2")))
                .containsExactly(
                        "1:10: version: must be 1, in digits without leading zeros, signs, quotes and separators");
    }

    @Test
    void parse_whenThereIsNothing_saysSo() {
        assertThat(violations("")).containsExactly("the file is empty");
        assertThat(violations("# nothing\n")).containsExactly("the file is empty");
        assertThat(violations("text")).containsExactly("1:1: must be keys with values, not a single value");
    }

    @Test
    void parse_whenTwoImagesHaveOneName_refusesTheSecond() {
        assertThat(violations(LEAST + "- {name: golden, targets: [{account: hw, imageId: a}]}\n"))
                .containsExactly("12:10: images[1].name: is also the name of images[0]");
    }

    @Test
    void parse_whenTargetsOfDifferentImagesMakeTheSame_refusesTheSecond() {
        String other = "- {name: other, targets: [{account: ali, imageId: a, name: golden, region: cn-hangzhou}]}\n";

        assertThat(violations(LEAST + other))
                .containsExactly(
                        "12:76: images[1].targets[0].region: makes the same image as images[0].targets[0] in line 11");
    }

    @Test
    void parse_whenStorePathsDifferOnlyInTheirForm_refusesTheSecond() {
        String store = "- {name: a, targets: [{account: sf, remoteSource: x, remoteDestination: 'y\\z'},"
                + " {account: sf, remoteSource: w, remoteDestination: y/z}]}\n";

        assertThat(violations(LEAST + store))
                .containsExactly(
                        "12:81: images[1].targets[1]: makes the same image as images[1].targets[0] in line 12");
    }

    @Test
    void parse_whenOneStorePathIsInsideAnother_refusesTheSecond() {
        String store = "- {name: a, targets: [{account: sf, remoteSource: x, remoteDestination: 'y\\z'},"
                + " {account: sf, remoteSource: w, remoteDestination: Y}]}\n";

        assertThat(violations(LEAST + store))
                .containsExactly(
                        "12:81: images[1].targets[1]: has a destination inside that of images[1].targets[0] in line"
                                + " 12, or around it: a copy deletes what is there");
        assertThat(violations(LEAST + store.replace("'y\\z'", "Z").replace(": Y}", ": z/a/b}")))
                .hasSize(1);
        assertThat(violations(LEAST + store.replace(": Y}", ": yz}"))).isEmpty();
    }

    @Test
    void parse_whenManyReferencesAreWrong_looksForFewAlternatives() {
        StringBuilder plan = new StringBuilder("version: 1\naccounts:\n");
        StringBuilder targets = new StringBuilder("images:\n- name: a\n  targets:\n");
        for (int i = 0; i < 1_000; i++) {
            plan.append("  account-number-%d: {cloud: yandex}\n".formatted(i));
            targets.append("  - account: another-account-%d\n".formatted(i));
        }

        assertThat(violations(plan.append(targets).toString())).hasSize(1_000);
    }

    @Test
    void parse_whenAnAccountCannotBeRead_doesNotSayThatItIsMissing() {
        assertThat(violations(LEAST.replace("cloud: alibaba", "cloud: aws")))
                .containsExactly("3:16: accounts.ali.cloud: must be servicefabric, huawei, yandex or alibaba");
    }

    @Test
    void parse_whenAnInheritedValueIsWrong_pointsToItOnce() {
        String plan =
                LEAST.replace("- account: ali", "- {account: ali, regions: [a1, b1, c1]}") + "defaults: {name: x}\n";

        assertThat(violations(plan))
                .containsExactly(
                        "12:18: defaults.name: must have 2 to 128 characters, but has 1 (for images[0].targets[0])");
    }
}
