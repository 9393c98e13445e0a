package io.jenkins.plugins.mergeability.outputs;

import io.jenkins.plugins.mergeability.engine.map.JobKey;
import io.jenkins.plugins.mergeability.engine.outputs.disk.DiskNames;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Remembers on an agent which job of a build each output in a workspace is of. What another build left is forgotten. */
final class WorkspaceOwners {

    private final Path file;
    private final String build;

    /** @param state a directory of this plugin for the workspace */
    WorkspaceOwners(Path state, String build) {
        this.file = state.resolve("owners");
        this.build = build;
    }

    /** The paths of the outputs of other jobs than this one on the same platform, with the job of each. */
    Map<String, JobKey> others(JobKey job) throws IOException {
        Map<String, JobKey> others = new HashMap<>();
        Optional<Map<JobKey, List<String>>> all = read();
        all.orElse(Map.of()).forEach((owner, paths) -> {
            if (!owner.equals(job) && owner.platform().equals(job.platform())) {
                paths.forEach(path -> others.put(path, owner));
            }
        });
        return others;
    }

    /** Adds the outputs of jobs; the newest ones of a job count. */
    void add(Map<JobKey, ? extends Collection<String>> outputs) throws IOException {
        Optional<Map<JobKey, List<String>>> known = read();
        Map<JobKey, Collection<String>> news = new TreeMap<>(outputs);
        known.ifPresent(map ->
                news.entrySet().removeIf(each -> List.copyOf(each.getValue()).equals(map.get(each.getKey()))));
        if (news.isEmpty()) {
            return;
        }
        Files.createDirectories(DiskNames.parent(file));
        StandardOpenOption how = known.isPresent() ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)))) {
            if (known.isEmpty()) {
                out.writeUTF(build);
            }
            for (Map.Entry<JobKey, Collection<String>> each : news.entrySet()) {
                out.writeUTF(each.getKey().component());
                out.writeUTF(each.getKey().job());
                out.writeUTF(each.getKey().platform().orElse(""));
                out.writeInt(each.getValue().size());
                for (String path : each.getValue()) {
                    out.writeUTF(path);
                }
            }
        }
    }

    /** What is known of this build; empty if nothing is. */
    private Optional<Map<JobKey, List<String>>> read() throws IOException {
        Map<JobKey, List<String>> owners = new HashMap<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (!in.readUTF().equals(build)) {
                return Optional.empty();
            }
            while (true) {
                String component;
                try {
                    component = in.readUTF();
                } catch (EOFException e) {
                    return Optional.of(owners);
                }
                String job = in.readUTF();
                String platform = in.readUTF();
                String[] paths = new String[in.readInt()];
                for (int i = 0; i < paths.length; i++) {
                    paths[i] = in.readUTF();
                }
                owners.put(
                        new JobKey(component, job, platform.isEmpty() ? Optional.empty() : Optional.of(platform)),
                        List.of(paths));
            }
        } catch (NoSuchFileException | EOFException e) {
            return Optional.empty(); // a line that a killed agent left incomplete makes all of it unknown
        }
    }
}
