package io.jenkins.plugins.mergeability.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitsTest {

    private static final Map<String, Integer> BOTH = Map.of("a", 1, "b", 2);

    private final ConcurrencyLimits limits = new ConcurrencyLimits();

    @Test
    void shouldTakeAPlaceOfEveryLimitOrOfNone() {
        assertThat(limits.acquire("one", BOTH)).isTrue();
        assertThat(limits.acquire("two", BOTH)).isFalse();
        assertThat(limits.acquire("two", Map.of("b", 2))).isTrue();
        assertThat(limits.acquire("three", Map.of("b", 2))).isFalse();
    }

    @Test
    void shouldLetAHolderTakeItsPlacesAgain() {
        assertThat(limits.acquire("one", BOTH)).isTrue();
        assertThat(limits.acquire("one", BOTH)).isTrue();
        limits.release("one");
        assertThat(limits.hasRoom("two", BOTH)).isTrue();
    }

    @Test
    void shouldNotifyListenersOfAPlaceOnly() {
        List<String> notified = new ArrayList<>();
        Runnable listener = () -> notified.add("room");
        limits.addListener(listener);
        limits.acquire("one", BOTH);

        limits.release("nobody");
        assertThat(notified).isEmpty();
        limits.release("one");
        assertThat(notified).hasSize(1);
        limits.removeListener(listener);
        limits.acquire("one", BOTH);
        limits.release("one");
        assertThat(notified).hasSize(1);
    }

    @Test
    void shouldGrantNothingNewBeforeBuildsHaveRestoredTheirPlaces() {
        List<String> notified = new ArrayList<>();
        limits.addListener(() -> notified.add("room"));
        limits.close();
        limits.restore("one", Set.of("a"));
        limits.restore("two", Set.of("a"));

        assertThat(limits.isOpen()).isFalse();
        assertThat(limits.hasRoom("three", Map.of("b", 2))).isFalse();
        assertThat(limits.acquire("two", Map.of("a", 1))).isTrue();
        limits.open();
        assertThat(notified).hasSize(1);
        assertThat(limits.hasRoom("three", Map.of("b", 2))).isTrue();
        limits.release("one");
        assertThat(limits.hasRoom("three", Map.of("a", 1))).isFalse();
        limits.release("two");
        assertThat(limits.hasRoom("three", Map.of("a", 1))).isTrue();
    }

    @Test
    void shouldLeaveHalfOfEachLimitToOthersThanForks() {
        TestBuild build = new TestBuild().job("air/test", TestBuild.options().limit("bench"));
        var job = build.plan().components().get(0).jobs().get(0);

        assertThat(new LimitSizes(name -> 5, OptionalInt.of(8), true).of(job))
                .isEqualTo(
                        Map.of("limit bench", 5, "controller", 8, "forks of limit bench", 2, "forks of controller", 4));
        assertThat(new LimitSizes(name -> 1, OptionalInt.empty(), true).of(job))
                .isEqualTo(Map.of("limit bench", 1, "forks of limit bench", 1));
        assertThat(new LimitSizes(name -> 5, OptionalInt.of(8), false).of(job))
                .isEqualTo(Map.of("limit bench", 5, "controller", 8));
    }
}
