package io.jenkins.plugins.mergeability.engine.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shortest chain of reasons from an affected component to what changed.
 *
 * @param links the component first, then the component that each link's reason leads to; the last link's reason leads
 *     no further
 */
public record ReasonChain(List<Link> links) {

    /** A component and the reason that the chain follows. */
    public record Link(String component, Reason reason) {}

    public ReasonChain {
        links = List.copyOf(links);
    }

    /**
     * Why a component is affected.
     *
     * @return the chain; without links if the plan does not affect the component
     */
    public static ReasonChain of(Plan plan, String component) {
        Map<String, List<Reason>> reasons = new HashMap<>();
        for (PlannedComponent planned : plan.components()) {
            reasons.put(planned.name(), planned.reasons());
        }
        Map<String, Link> cameFrom = new HashMap<>();
        ArrayDeque<String> open = new ArrayDeque<>();
        open.add(component);
        cameFrom.put(component, null);
        while (!open.isEmpty()) {
            String name = open.remove();
            for (Reason reason : reasons.getOrDefault(name, List.of())) {
                if (!reason.kind().leadsOn()) {
                    return back(cameFrom, new Link(name, reason));
                }
                if (!cameFrom.containsKey(reason.subject())) {
                    cameFrom.put(reason.subject(), new Link(name, reason));
                    open.add(reason.subject());
                }
            }
        }
        return new ReasonChain(List.of());
    }

    private static ReasonChain back(Map<String, Link> cameFrom, Link last) {
        List<Link> links = new ArrayList<>();
        for (Link link = last; link != null; link = cameFrom.get(link.component())) {
            links.add(link);
        }
        Collections.reverse(links);
        return new ReasonChain(links);
    }
}
