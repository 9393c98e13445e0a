package io.jenkins.plugins.mergeability.engine.run;

import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The names of the platforms of a machine. */
public final class LocalPlatforms {

    private LocalPlatforms() {}

    /** The names of this machine: its system, and its system with its processor. All in lower case. */
    public static Set<String> here() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    /** What {@code platforms: all} means here: the platforms that the map names elsewhere, and this machine. */
    public static List<String> all(ComponentMap map) {
        List<String> all = new ArrayList<>(map.namedPlatforms());
        Set<String> here = here();
        if (all.stream().noneMatch(name -> here.contains(name.toLowerCase(Locale.ROOT)))) {
            all.add(systems(System.getProperty("os.name").toLowerCase(Locale.ROOT))
                    .get(0));
        }
        return all;
    }

    /**
     * The names for these system properties of Java.
     *
     * @param osName the system property {@code os.name}
     * @param osArch the system property {@code os.arch}
     */
    public static Set<String> of(String osName, String osArch) {
        Set<String> names = new TreeSet<>();
        for (String system : systems(osName.toLowerCase(Locale.ROOT))) {
            names.add(system);
            for (String processor : processors(osArch.toLowerCase(Locale.ROOT))) {
                names.add(system + "-" + processor);
                names.add(system + "/" + processor);
            }
        }
        return Collections.unmodifiableSet(names);
    }

    private static List<String> systems(String osName) {
        if (osName.startsWith("windows")) {
            return List.of("windows", "win");
        }
        if (osName.startsWith("mac") || osName.equals("darwin")) {
            return List.of("macos", "darwin", "mac", "osx", "unix");
        }
        return List.of(osName.replace(" ", ""), "unix");
    }

    private static List<String> processors(String osArch) {
        return switch (osArch) {
            case "amd64", "x86_64", "x64" -> List.of("amd64", "x86_64", "x64");
            case "aarch64", "arm64" -> List.of("arm64", "aarch64");
            case "x86", "i386", "i486", "i586", "i686" -> List.of("x86", "i386", "386");
            default -> List.of(osArch);
        };
    }
}
