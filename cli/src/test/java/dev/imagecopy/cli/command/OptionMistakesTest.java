package dev.imagecopy.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagecopy.cli.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with options is told by their names, not by those of the plan that the command makes of them. */
class OptionMistakesTest {
    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "copy alibaba m-1 --name one --to CN-Shanghai --region cn-hangzhou | --to: must be",
                "copy alibaba m-1 --name one --to cn-beijing,CN-Shanghai --region cn-hangzhou | --to, the 2nd PLACE: must be",
                "copy yandex fd8 --name one --to b1g --account folderId=b1g | --to: the images of Yandex belong to no region; the folder of the new image is --with folderId=FOLDER",
                "copy servicefabric a --to Store/b --endpoint https://c:19080 | --to: ",
                "copy alibaba m-1 --name one --to cn-beijing,cn-beijing --region cn-hangzhou | --to, the 2nd PLACE: makes the same image as --to, the 1st PLACE",
                "copy alibaba m-1 --name one --region cn-hangzhou --with kms=1 | --with kms: is not a setting of a copy",
                "copy alibaba m-1 --name x --to cn-shanghai --region cn-hangzhou | --name: ",
                "copy huawei wrong/id --name one --region eu-west-101 | SOURCE: ",
                "copy servicefabric ../a --to b --endpoint https://c:19080 | SOURCE: ",
                "copy alibaba m-1 --name one --region CN-Hangzhou | --region: must be",
                "copy alibaba m-1 --name one --region cn-hangzhou --with encrypted=maybe | --with encrypted: must be true or false",
                "copy alibaba m-1 --name one --region cn-hangzhou --with nosuchkey=1 | --with nosuchkey: ",
                "copy alibaba m-1 --name one --region cn-hangzhou --with vaultId=1 | --with vaultId: the account is with Alibaba, whose copies have no such field",
                "copy alibaba m-1 --name one --region cn-hangzhou --account nosuchkey=1 | --account nosuchkey: ",
                "copy alibaba m-1 --name one --region cn-hangzhou --to cn-beijing --with region=cn-beijing | --with region: cannot be combined with --to",
                "copy huawei 550e8400-e29b-41d4-a716-446655440000 --name one --region eu-west-101 --to eu-west-102 | --with agencyName: is missing",
                "list alibaba --region CN-Hangzhou | --region: must be",
                "list servicefabric --endpoint cluster | --endpoint: must be an address",
                "list huawei --region eu-west-101 --account projectId=a/b | --account projectId: must be",
                "list alibaba --region cn-hangzhou --profile one --account environmentPrefix=P_ | --account environmentPrefix: cannot be combined with --profile",
                "check alibaba --region cn-hangzhou --account endpointMode=vcp | --account endpointMode: must be",
                "check servicefabric --endpoint http://cluster:19080 | --endpoint: must begin with https, unless allowPlaintext is true",
            })
    void mistakeInAnOption_namesTheOption(String arguments, String told) {
        assertThat(terminal.run(arguments.split(" ")))
                .as(terminal.out() + terminal.err())
                .isEqualTo(2);

        assertThat(terminal.err()).contains(": " + told);
    }

    @Test
    void keyThatMayBeASecret_isNotShown() {
        assertThat(terminal.run("list", "alibaba", "--region", "cn-hangzhou", "--account", "c4n4ry=1"))
                .isEqualTo(2);

        assertThat(terminal.err()).contains("--account KEY: ").doesNotContain("c4n4ry");
    }
}
