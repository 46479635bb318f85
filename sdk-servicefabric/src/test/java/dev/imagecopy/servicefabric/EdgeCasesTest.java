package dev.imagecopy.servicefabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.core.error.ResponseFormatException;
import dev.imagecopy.core.operation.CancelResult;
import dev.imagecopy.core.operation.Evidence;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyDifference;
import dev.imagecopy.servicefabric.model.CopyFlag;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.CopyPreflight;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.StoreEntry;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.Timeline;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge cases of the reference, by their numbers, against the simulator. */
class EdgeCasesTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final ServiceFabricSimulator cluster =
            ServiceFabricSimulator.inProcess(time).addFolder("App\\v1", "a.txt", "Code\\a.TXT", "Code\\b.pdb");
    private ServiceFabricClient client = TestClients.inProcess(cluster, time).build();

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @Tag("SF-12")
    @Test
    void skipFiles_matchTheLastPartAtAnyDepthWithoutCase() {
        CopyImageStoreContentRequest request = base().skipFiles("A.txt", "Code").build();

        copied(request);

        assertThat(cluster.files())
                .containsKeys("App\\v2\\Code\\b.pdb")
                .doesNotContainKeys("App\\v2\\a.txt", "App\\v2\\Code\\a.TXT");
        assertThat(client.verifyCopy(request)).isEqualTo(new CopyDifference(List.of(), List.of(), List.of(), 2));
    }

    @Tag("SF-14")
    @Test
    void aSingleFile_isCopiedWhateverSkipFilesSay() {
        CopyImageStoreContentRequest request = CopyImageStoreContentRequest.builder()
                .remoteSource("App\\v1\\a.txt")
                .remoteDestination("Other\\b.txt")
                .skipFiles("a.txt")
                .build();

        copied(request);

        assertThat(cluster.files()).containsEntry("Other\\b.txt", 100L);
        assertThat(client.verifyCopy(request).isEmpty()).isTrue();
    }

    @Tag("SF-14")
    @Test
    void aSingleFileWhoseAnswerIsLost_isVerifiedByItsVersion() {
        cluster.addFile("Other\\b.txt", 7).script(Timeline.lasting(Duration.ofSeconds(30)));
        cluster.failNext(Fault.loseReply().on("copyImage"));

        CopiedContent copied = copied(TestClients.copy("App\\v1\\a.txt", "Other\\b.txt"));

        assertThat(copied.evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(cluster.files()).containsEntry("Other\\b.txt", 100L);
    }

    @Tag("SF-15")
    @Test
    void whenEverythingIsSkipped_theDestinationHoldsItsMarker() {
        copied(base().skipFiles("a.txt", "b.pdb").build());

        assertThat(client.listContent("App\\v2").map(StoreEntry::name)).containsExactly("_.dir");
    }

    @Tag("SF-17")
    @Test
    void checkMarkFile_whenNothingIsCopied_failsThoughTheAnswerIs200() {
        cluster.remove("App\\v1\\_.dir").checkingMarkFile();
        Operation<CopiedContent> copy =
                client.copyImage(base().checkMarkFile(true).build());

        assertThat(catchThrowableOfType(OperationFailedException.class, () -> finish(copy)))
                .hasMessageContaining("CopySkipped");
        assertThat(copy.latest().providerStatus()).isEqualTo("SKIPPED");
    }

    @Tag("SF-17")
    @Test
    void checkMarkFile_whenTheContentIsCopied_isSeenAtTheDestination() {
        for (CopyFlag flag : List.of(CopyFlag.OVERWRITE, CopyFlag.ECHO)) {
            CopiedContent copied =
                    copied(base().copyFlag(flag).checkMarkFile(true).build());

            assertThat(copied.evidence()).isEqualTo(Evidence.ANSWERED);
            assertThat(copied.version()).isPresent();
        }
    }

    @Tag("SF-19")
    @Test
    void callOptions_limitTheLookAndNeverTheCopy() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(50)));
        CallOptions brief = CallOptions.builder()
                .callTimeout(Duration.ofSeconds(2))
                .attemptTimeout(Duration.ofSeconds(1))
                .build();

        assertThat(finish(client.copyImage(base().build(), brief)).evidence()).isEqualTo(Evidence.ANSWERED);
    }

    @Tag("SF-20")
    @Test
    void whenTheClientsTimeEnds_theOutcomeIsVerified() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(10)));
        cluster.failNext(Fault.delayReply(Duration.ofHours(1)).on("copyImage"));

        assertThat(copied(base().build()).evidence()).isEqualTo(Evidence.VERIFIED);
        assertThat(time.now()).isBefore(ManualTimeSource.START.plusSeconds(85));
        assertThat(cluster.copies()).hasSize(1);
    }

    @Tag("SF-21")
    @Test
    void whenAWaitIsInterrupted_theCopyGoesOn() throws Exception {
        cluster.script(Timeline.lasting(Duration.ofSeconds(50)));
        Operation<CopiedContent> copy = client.copyImage(base().build());
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> copy.await(Duration.ofSeconds(5))).isInstanceOf(InterruptedException.class);

        assertThat(copy.latest().state()).isEqualTo(OperationState.RUNNING);
        assertThat(finish(copy).evidence()).isEqualTo(Evidence.ANSWERED);
    }

    @Tag("SF-23")
    @Test
    void anExistingDestination_isReplacedAndAFailureLeavesNeither() {
        cluster.addFolder("App\\v2", "old");
        copied(base().build());
        assertThat(cluster.files()).doesNotContainKey("App\\v2\\old").containsKey("App\\v2\\a.txt");

        cluster.addFolder("App\\v2", "old").script(Timeline.immediate().failing("FABRIC_E_IMAGESTORE_IOERROR", ""));
        assertThatThrownBy(() -> copied(base().build())).isInstanceOf(OperationFailedException.class);

        CopyDifference left = client.verifyCopy(base().build());
        assertThat(cluster.files()).doesNotContainKey("App\\v2\\old");
        assertThat(left.missing()).contains("_.dir");
    }

    @Tag("SF-24")
    @Test
    void twoCopiesToOneDestination_showInTheComparison() {
        cluster.addFolder("Other", "x", "y").script(Timeline.lasting(Duration.ofSeconds(30)));
        Operation<CopiedContent> first = client.copyImage(base().build());
        Operation<CopiedContent> second = client.copyImage(TestClients.copy("Other", "App\\v2"));
        finish(first);
        finish(second);

        assertThat(cluster.copies().get(1).whileAnotherRan()).isTrue();
        CopyDifference difference = client.verifyCopy(base().build());
        assertThat(difference.unexpected()).containsExactlyInAnyOrder("x", "y");
        assertThat(difference.isEmpty()).isFalse();
    }

    @Tag("SF-24")
    @Test
    void whenAnotherWriterIsInTheWay_theCopyHasBegunAndIsSentAgainAfterItsTime() {
        String conflict = "{\"Error\":{\"Code\":\"FABRIC_E_WRITE_CONFLICT\",\"Message\":\"Null\"}}";
        cluster.failNext(Fault.status(409).body("application/json", conflict).on("copyImage"));
        Operation<CopiedContent> copy = client.copyImage(base().build());

        assertThat(copy.cancel()).isInstanceOf(CancelResult.NotSupported.class);
        assertThat(finish(copy).evidence()).isEqualTo(Evidence.ANSWERED);
        assertThat(cluster.arrivals("copyImage")).isEqualTo(2);
        assertThat(cluster.copies()).singleElement().satisfies(only -> assertThat(only.startedAt())
                .isAfterOrEqualTo(ManualTimeSource.START.plusSeconds(60)));
    }

    @Tag("SF-24")
    @Test
    void aDeletionDuringTheCopy_showsInTheComparison() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(40)));
        Operation<CopiedContent> copy = client.copyImage(base().build());
        time.advance(Duration.ofSeconds(25));
        assertThat(cluster.files()).containsKey("App\\v2\\a.txt");
        client.deleteContent("App\\v2");

        assertThat(finish(copy).evidence()).isEqualTo(Evidence.ANSWERED);
        assertThat(client.verifyCopy(base().build()).missing())
                .contains("a.txt")
                .doesNotContain("_.dir");
    }

    @Tag("SF-24")
    @Test
    void whenAFileOfTheSourceChangesDuringTheCopy_theMessageSaysThatItMayHave() {
        cluster.script(Timeline.lasting(Duration.ofSeconds(40)).failing("FABRIC_E_FILE_NOT_FOUND", ""));
        Operation<CopiedContent> copy = client.copyImage(base().build());
        time.advance(Duration.ofSeconds(25));
        cluster.addFile("App\\v1\\a.txt", 7);

        assertThatThrownBy(() -> finish(copy))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("one of its files changed during the copy");
        assertThat(client.listContent("App\\v1")).isNotEmpty();
    }

    @Tag("SF-24")
    @Test
    void whenTheSourceIsIncomplete_theMessageNamesTheReasons() {
        cluster.remove("App\\v1\\_.dir");

        assertThatThrownBy(() -> copied(base().build()))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("without its marker file _.dir")
                .hasMessageContaining("changed during the copy")
                .hasCauseInstanceOf(NotFoundException.class);
    }

    @Tag("SF-27")
    @Test
    void onADevelopmentCluster_theMessageSaysWhy() {
        cluster.withoutImageStore();

        assertThatThrownBy(() -> client.copyImage(base().build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("no image store service");
    }

    @Tag("SF-28")
    @Test
    void redirects_areNotFollowed() {
        cluster.failNext(
                Fault.status(302).header("Location", "https://elsewhere.test/").on("listContent"));

        assertThatThrownBy(() -> client.copyImage(base().build())).hasMessageContaining("302");
        assertThat(cluster.requests()).hasSize(1);
    }

    @Tag("SF-30")
    @Test
    void listings_areCompleteWhateverTheNames() {
        String[] names = {"100%", "a b+c", "%41", "日本", "$x", "z&y=1"};
        cluster.addFolder("Odd", names).pageSize(1);

        assertThat(client.listContent("Odd").map(StoreEntry::name))
                .containsExactlyInAnyOrder("100%", "a b+c", "%41", "日本", "$x", "z&y=1", "_.dir");
        assertThat(client.listContentAsync("Odd").join()).hasSize(7);
        assertThat(cluster.arrivals("listContent")).isEqualTo(14);
    }

    @Tag("SF-30")
    @Test
    void aRepeatedToken_endsTheListingWithAnError() {
        String page = "{\"StoreFiles\":[{\"StoreRelativePath\":\"a\"}],\"ContinuationToken\":\"again\"}";
        cluster.failNext(Fault.status(200).body("application/json", page).times(5));

        assertThatThrownBy(() -> client.listContent("App").toList()).hasMessageContaining("page token twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "App/../Store", "App//v1", "./App", "/App"})
    void walk_whenAFolderIsListedThatCannotBeAskedFor_isAnAnswerThatCannotBeRead(String path) {
        String page =
                "{\"StoreFiles\":[],\"StoreFolders\":[{\"StoreRelativePath\":\"" + path + "\",\"FileCount\":\"1\"}]}";
        cluster.failNext(Fault.status(200)
                .body("application/json", page)
                .on("listContent")
                .times(5));

        assertThatThrownBy(() -> client.walkContent("App", 100))
                .isInstanceOf(ResponseFormatException.class)
                .hasMessageContaining("StoreRelativePath");
    }

    @Test
    void walkAndVerify_coverTheWholeTree() {
        cluster.addFolder("App\\v2", "a.txt", "extra").pageSize(2);

        assertThat(client.walkContent("App\\v1", 100).stream().filter(StoreEntry::isFile))
                .hasSize(4);
        assertThatThrownBy(() -> client.walkContent("", 3)).isInstanceOf(IllegalStateException.class);
        CopyDifference difference = client.verifyCopyAsync(base().build()).join();
        assertThat(difference.missing()).containsExactly("Code\\a.TXT", "Code\\b.pdb");
        assertThat(difference.unexpected()).containsExactly("extra");
        cluster.addFile("App\\v2\\a.txt", 1);
        assertThat(client.verifyCopy(base().build()).resized()).hasSize(1);
    }

    @Test
    void preflight_tellsWhatStandsAgainstACopyAndDegradesQuietly() {
        CopyPreflight fine = client.preflight(base().build());
        assertThat(fine.problems()).isEmpty();
        assertThat(fine.sourceBytes()).hasValue(600);
        assertThat(fine.destinationExists()).isFalse();

        cluster.runtime(6.4).remove("App\\v1\\_.dir").addEmptyFolder("App\\v2");
        CopyPreflight old = client.preflightAsync(base().build()).join();
        assertThat(old.sourceBytes()).isEmpty();
        assertThat(old.availableBytes()).isEmpty();
        assertThat(old.destinationExists()).isTrue();
        assertThat(old.problems())
                .containsExactly("the source folder lacks its marker file _.dir, so the cluster would not find it");

        assertThat(client.preflight(TestClients.copy("Nowhere", "App\\v2")).problems())
                .containsExactly("the source does not exist");
    }

    @Test
    void root_whenTheStoreIsEmpty_listsNothing() {
        cluster.remove("App").remove("CalcApp");

        assertThat(client.listContent("/")).isEmpty();
        assertThatThrownBy(() -> client.listContent("App").toList()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void clusterId_whenItIsAnothers_isRefused() {
        cluster.clusterId("east");
        client.close();
        client = TestClients.inProcess(cluster, time).clusterId("WEST").build();

        assertThatThrownBy(() -> client.copyImage(base().build()))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("ClusterId");
    }

    @Test
    void resume_ofAnotherCluster_isRefused() {
        Operation<CopiedContent> copy = client.copyImage(base().build());
        client.close();
        client = TestClients.inProcess(cluster, time).clusterId("east").build();

        assertThatThrownBy(() -> client.resume(copy.resumeToken()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scope");
    }

    @Test
    void slashes_whenAskedFor_reachALinuxCluster() {
        cluster.onLinux();
        CopyImageStoreContentRequest request =
                base().pathSeparator(PathSeparator.SLASH).build();

        assertThat(copied(request).destination()).isEqualTo("App/v2");
        assertThat(client.verifyCopy(request).isEmpty()).isTrue();
    }

    private static CopyImageStoreContentRequest.Builder base() {
        return CopyImageStoreContentRequest.builder().remoteSource("App\\v1").remoteDestination("App\\v2");
    }

    private CopiedContent copied(CopyImageStoreContentRequest request) {
        return finish(client.copyImage(request));
    }

    private CopiedContent finish(Operation<CopiedContent> copy) {
        return new Jumping(time).finish(copy);
    }
}
