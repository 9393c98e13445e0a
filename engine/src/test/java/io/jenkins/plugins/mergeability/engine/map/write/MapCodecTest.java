package io.jenkins.plugins.mergeability.engine.map.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mergeability.engine.map.Component;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import io.jenkins.plugins.mergeability.engine.map.Job;
import io.jenkins.plugins.mergeability.engine.map.JobFiles;
import io.jenkins.plugins.mergeability.engine.map.JobInputs;
import io.jenkins.plugins.mergeability.engine.map.KeptFiles;
import io.jenkins.plugins.mergeability.engine.map.read.GoldenMaps;
import io.jenkins.plugins.mergeability.engine.map.read.MapReader;
import io.jenkins.plugins.mergeability.engine.map.read.MapReaderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cached form: it gives back the very map, and nothing but an error for what is not one. */
class MapCodecTest {

    static Stream<Path> good() throws IOException {
        return GoldenMaps.good();
    }

    @Provide
    Arbitrary<ComponentMap> maps() {
        return ComponentMaps.any();
    }

    @ParameterizedTest
    @MethodSource("good")
    void shouldKeepGoldenMapsWithTheirPositions(Path directory) throws Exception {
        ComponentMap map = MapReader.read("components.yaml", GoldenMaps.map(directory));
        assertThat(MapCodec.decode(MapCodec.encode(map))).isEqualTo(map);
    }

    @Property(tries = 300)
    void shouldKeepAnyMap(@ForAll("maps") ComponentMap map) throws Exception {
        ComponentMap decoded = MapCodec.decode(MapCodec.encode(map));
        assertThat(decoded).isEqualTo(map);
        assertThat(MapPrinter.print(decoded)).isEqualTo(MapPrinter.print(map));
    }

    /** What counts as nothing declared is not written, so it must be exactly what equals the default. */
    @Property(tries = 300)
    void shouldLeaveOutExactlyTheFilesThatEqualTheDefault(@ForAll("maps") ComponentMap map) {
        for (Component component : map.components().values()) {
            for (Job job : component.jobs().values()) {
                JobFiles files = job.settings().files();
                assertThat(files.isDefault()).isEqualTo(files.equals(JobFiles.DEFAULT));
                assertThat(files.inputs().isDefault()).isEqualTo(files.inputs().equals(JobInputs.DEFAULT));
                assertThat(files.keep().isNone()).isEqualTo(files.keep().equals(KeptFiles.NONE));
                Statistics.label("files").collect(files.isDefault()).coverage(checker -> {
                    checker.check(true).count(count -> count > 0);
                    checker.check(false).count(count -> count > 0);
                });
            }
        }
    }

    @Property(tries = 200)
    void shouldRefuseWhatIsCutOffOrDamaged(
            @ForAll("maps") ComponentMap map, @ForAll @IntRange(min = 0, max = 100_000) int at) {
        byte[] content = MapCodec.encode(map);
        byte[] cut = Arrays.copyOf(content, at % content.length);
        assertThatThrownBy(() -> MapCodec.decode(cut)).isInstanceOf(IOException.class);
        byte[] damaged = content.clone();
        damaged[at % content.length] ^= 0x10;
        assertThatThrownBy(() -> MapCodec.decode(damaged)).isInstanceOf(IOException.class);
    }

    @Property(tries = 1000)
    void shouldRefuseGarbageWithoutMore(@ForAll @Size(max = 200) byte[] garbage) {
        assertThatThrownBy(() -> MapCodec.decode(garbage)).isInstanceOf(IOException.class);
        assertDecodesOrFails(garbage);
    }

    /** As if the checksum were right: what stands behind it is no less careful. */
    @Property(tries = 1000)
    void shouldSurviveADamagedBody(
            @ForAll("maps") ComponentMap map, @ForAll @IntRange(min = 0, max = 100_000) int at, @ForAll byte value) {
        MapEncoder encoder = new MapEncoder();
        encoder.map(map);
        byte[] body = encoder.toByteArray();
        body[at % body.length] = value;
        assertDecodesOrFails(body);
    }

    @Test
    void shouldRefuseAnotherVersion() throws Exception {
        byte[] content = MapCodec.encode(MapReaderTest.read("components: {a: {}}"));
        content[4]++;
        assertThatThrownBy(() -> MapCodec.decode(content))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version " + (MapCodec.VERSION + 1) + ", not " + MapCodec.VERSION);
    }

    @Test
    void shouldRefuseNumbersThatPromiseTooMuch() {
        byte[] promise = {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x07};
        assertThatThrownBy(() -> new MapDecoder(promise, 0, promise.length).map())
                .isInstanceOf(IOException.class);
        byte[] endless = new byte[100];
        Arrays.fill(endless, (byte) 0x80);
        assertThatThrownBy(() -> new MapDecoder(endless, 0, endless.length).map())
                .isInstanceOf(IOException.class);
    }

    private static void assertDecodesOrFails(byte[] body) {
        try {
            assertThat(new MapDecoder(body, 0, body.length).map()).isNotNull();
        } catch (IOException e) {
            assertThat(e).hasMessage("the cached map is malformed");
        }
    }
}
