package io.jenkins.plugins.mergeability.engine.report; public final class GraphMermaid { public static String draw(Graph g){ return ""; } }
