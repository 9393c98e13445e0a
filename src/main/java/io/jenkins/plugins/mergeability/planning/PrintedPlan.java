package io.jenkins.plugins.mergeability.planning;
public final class PrintedPlan { public static Object data(io.jenkins.plugins.mergeability.engine.plan.Plan p) { return new java.util.HashMap<String,Object>(); } }
