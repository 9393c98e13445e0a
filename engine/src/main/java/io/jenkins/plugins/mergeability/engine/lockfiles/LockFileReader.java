package io.jenkins.plugins.mergeability.engine.lockfiles;

import io.jenkins.plugins.mergeability.engine.change.BadInputException;
import io.jenkins.plugins.mergeability.engine.change.ExternalFailureException;
import io.jenkins.plugins.mergeability.engine.change.History;
import io.jenkins.plugins.mergeability.engine.change.Snapshot;
import io.jenkins.plugins.mergeability.engine.glob.ClaimIndex;
import io.jenkins.plugins.mergeability.engine.map.ComponentMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the lock files in states of a history. What it says of a file is a function of the file's name and content. */
public final class LockFileReader {

    private static final String FILE_MODE = "100";

    /** How many files it remembers: a few states of a few files, each of which may be large. */
    private static final int MOST_STATES = 16;

    private final History history;
    private final LockFileCache cache;
    private final Map<String, Once> states;

    /** A reader of the files of a history. */
    public LockFileReader(History history, LockFileCache cache) {
        this(history, cache, new LinkedHashMap<>());
    }

    private LockFileReader(History history, LockFileCache cache, Map<String, Once> states) {
        this.history = history;
        this.cache = cache;
        this.states = states;
    }

    /** A reader of the files of another history, which shares what it has read with this one, on any thread. */
    public LockFileReader of(History other) {
        return new LockFileReader(other, cache, states);
    }

    /** The names of the lock files that are understood. */
    public static List<String> names() {
        return Arrays.stream(LockFileFormat.values())
                .map(LockFileFormat::fileName)
                .toList();
    }

    /** The history whose files it reads. */
    public History history() {
        return history;
    }

    /**
     * What the lock files that a map names say in a state of the history.
     *
     * @param claims which component claims a path, numbered in the order of the map
     * @param snapshot the state
     * @throws BadInputException if the state does not exist
     * @throws ExternalFailureException if a file cannot be read
     */
    public LockedInputs read(ComponentMap map, ClaimIndex claims, Snapshot snapshot)
            throws BadInputException, ExternalFailureException {
        List<LockFileState> states = new ArrayList<>();
        for (String path : map.lockfiles()) {
            Optional<Snapshot.Entry> entry = snapshot.find(path);
            states.add(entry.isEmpty() ? LockFileState.absent(path) : read(path, entry.get()));
        }
        return LockedInputs.of(map, claims, states);
    }

    /** Reads a file once, on whichever thread needs it first; other files are read meanwhile. */
    private LockFileState read(String path, Snapshot.Entry entry) throws BadInputException, ExternalFailureException {
        Once once;
        synchronized (states) {
            once = states.computeIfAbsent(path + "\n" + entry.mode() + " " + entry.id(), key -> new Once());
            if (states.size() > MOST_STATES) {
                states.remove(states.keySet().iterator().next());
            }
        }
        synchronized (once) {
            if (once.state == null) {
                once.state = readNew(path, entry);
            }
            return once.state;
        }
    }

    private LockFileState readNew(String path, Snapshot.Entry entry)
            throws BadInputException, ExternalFailureException {
        String identity = entry.mode() + " " + entry.id();
        Optional<LockFileFormat> format = LockFileFormat.of(path);
        if (format.isEmpty()) {
            return LockFileState.whole(path, identity, "lock files of this name are not understood");
        }
        if (!entry.mode().startsWith(FILE_MODE)) {
            return LockFileState.whole(path, identity, "it is not a regular file");
        }
        String name = entry.id() + "." + format.get().name().toLowerCase(Locale.ROOT);
        Optional<LockFile> kept = kept(name);
        if (kept.isPresent()) {
            return LockFileState.read(path, format.get(), kept.get(), identity);
        }
        Optional<byte[]> content = history.content(path, entry, LockFileLimits.BYTES);
        if (content.isEmpty()) {
            return LockFileState.whole(
                    path,
                    identity,
                    "it has more than " + (LockFileLimits.BYTES >> 20) + " MiB, or not the content that git has");
        }
        try {
            LockFile file = format.get().read(content.get());
            cache.keep(name, LockFileCodec.encode(file));
            return LockFileState.read(path, format.get(), file, identity);
        } catch (UnreadableLockFileException e) {
            return LockFileState.whole(path, identity, e.getMessage());
        }
    }

    private Optional<LockFile> kept(String name) {
        Optional<byte[]> found = cache.find(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LockFileCodec.decode(found.get()));
        } catch (IOException damagedOrOfAnotherVersion) {
            return Optional.empty();
        }
    }

    /** What one content of a file says; null until it has been read. */
    private static final class Once {
        private LockFileState state;
    }
}
