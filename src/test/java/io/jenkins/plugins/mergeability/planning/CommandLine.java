package io.jenkins.plugins.mergeability.planning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The command line of the engine, which is not part of the plugin. It is compiled from source and runs in its own process. */
final class CommandLine {

    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private final Path classes;

    private CommandLine(Path classes) {
        this.classes = classes;
    }

    /** Compiles the command line into a directory. */
    static CommandLine in(Path classes) throws IOException {
        Path sources = Path.of("engine/src/main/java");
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-cp",
                CLASS_PATH,
                "-sourcepath",
                sources.toString(),
                "-implicit:class",
                "-d",
                classes.toString()));
        try (Stream<Path> files = Files.walk(sources.resolve("io/jenkins/plugins/mergeability/engine/cli"))) {
            files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(arguments::add);
        }
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(result).isZero();
        return new CommandLine(classes);
    }

    /** Runs the command line in a directory and returns its output. */
    String run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-cp",
                classes + File.pathSeparator + CLASS_PATH,
                "io.jenkins.plugins.mergeability.engine.cli.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
