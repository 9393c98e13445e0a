/** The page that checks a component map without a build. */
package io.jenkins.plugins.mergeability.mapcheck;
