package io.jenkins.plugins.mergeability.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Failure;
import hudson.util.XStream2;
import io.jenkins.plugins.mergeability.engine.map.Shell;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfiguredValuesTest {

    private static MergeabilityFolderProperty property(String agent) {
        MergeabilityFolderProperty property = new MergeabilityFolderProperty();
        property.setAgent(agent);
        return property;
    }

    @Test
    void shouldRejectInvalidValues() {
        assertThatThrownBy(() -> new PlatformConfiguration("no way"))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("'no way' is not a valid name: use up to 100 letters");
        assertThatThrownBy(() -> new PlatformConfiguration(" ")).hasMessageStartingWith("A name is required");
        assertThatThrownBy(() -> new PlatformConfiguration(null)).hasMessageStartingWith("A name is required");
        assertThatThrownBy(() -> new PlatformConfiguration("linux").setShell("fish"))
                .hasMessage("platform 'linux': unknown shell 'fish': use none, sh, bash, pwsh or cmd");
        assertThatThrownBy(() -> new LimitConfiguration("bench", 0))
                .hasMessage("size of the limit 'bench' is 0, but must be 1 or more");
        assertThatThrownBy(() -> new MergeabilityFolderProperty()
                        .setLimits(List.of(new LimitConfiguration("bench", 1), new LimitConfiguration("bench", 2))))
                .hasMessageStartingWith("limits: the name 'bench' is used twice");
        assertThatThrownBy(() -> new MergeabilityFolderProperty().setMaxParallel(-1))
                .hasMessage("maxParallel is -1, but must be 0 or more");
    }

    @Test
    void shouldAcceptOtherNamesOfShells() {
        PlatformConfiguration windows = new PlatformConfiguration(" windows ");
        windows.setShell("bat");
        assertThat(windows.getShell()).isEqualTo("cmd");
        windows.setShell("PWSH");
        assertThat(windows.platform().shell()).hasValue(Shell.PWSH);
        windows.setShell("none");
        assertThat(windows.getShell()).isNull();
        assertThat(windows.getName()).isEqualTo("windows");
    }

    @Test
    void shouldReadAFileWithoutLists() {
        String name = MergeabilityFolderProperty.class.getName();

        Object read = new XStream2().fromXML("<" + name + "><agent>a</agent></" + name + ">");

        assertThat(((MergeabilityFolderProperty) read).override())
                .isEqualTo(property("a").override());
    }

    @Test
    void shouldWriteAReadableFile() {
        MergeabilityFolderProperty property = property("a");
        property.setLimits(List.of(new LimitConfiguration("bench", 2)));

        assertThat(new XStream2().toXML(property))
                .contains("<limits>")
                .contains("<name>bench</name>")
                .doesNotContain("java.util");
    }
}
