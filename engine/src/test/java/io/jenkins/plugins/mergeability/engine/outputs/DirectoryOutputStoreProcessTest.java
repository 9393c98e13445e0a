package io.jenkins.plugins.mergeability.engine.outputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mergeability.engine.outputs.store.DirectoryOutputStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that several processes use at once, some of which are killed. */
@Timeout(300)
class DirectoryOutputStoreProcessTest {

    private static final int RANGE = 12;

    @TempDir
    private Path directory;

    @Test
    void shouldServeManyProcesses() throws Exception {
        List<StoringProcess> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(StoringProcess.start(directory, i, 60, RANGE));
        }
        for (StoringProcess process : processes) {
            assertThat(process.end()).as(process.last()).isZero();
        }
        assertThat(whole()).isPositive();
    }

    @Test
    void shouldHaveOnlyWholeArchivesWheneverAProcessIsKilled() throws Exception {
        Random random = new Random(20261122);
        for (int round = 0; round < 8; round++) {
            StoringProcess one = StoringProcess.start(directory, 2 * round, 100_000, RANGE);
            StoringProcess two = StoringProcess.start(directory, 2 * round + 1, 100_000, RANGE);
            one.await(1 + round % 3);
            LockSupport.parkNanos(random.nextInt(3_000_000));
            one.kill();
            two.await(1 + round % 4);
            LockSupport.parkNanos(random.nextInt(3_000_000));
            two.kill();

            assertThat(whole()).isPositive();
        }
    }

    /** How many archives are there, each read to its end. */
    private int whole() throws IOException {
        DirectoryOutputStore store = new DirectoryOutputStore(directory);
        List<StoredOutput> list = store.list();
        for (StoredOutput stored : list) {
            Archives.read(store, stored.digest());
        }
        return list.size();
    }
}
