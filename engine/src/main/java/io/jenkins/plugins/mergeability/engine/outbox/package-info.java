/** Reports to a code host: kept on disk until delivered, delivered in order, neither lost nor duplicated. */
package io.jenkins.plugins.mergeability.engine.outbox;
