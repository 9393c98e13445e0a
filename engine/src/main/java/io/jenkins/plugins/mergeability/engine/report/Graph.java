package io.jenkins.plugins.mergeability.engine.report;
public final class Graph { public static Graph of(Object o){ return new Graph(); } }
