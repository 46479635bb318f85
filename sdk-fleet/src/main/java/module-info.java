/**
 * Copies in a database, which any number of workers on any number of machines carry on. The engine that decides which of them is
 * due is db-scheduler; what is not exported is what one step of a copy does.
 */
module dev.imagecopy.fleet {
    requires transitive dev.imagecopy.bulk;
    requires transitive java.sql;
    requires com.fasterxml.jackson.databind;
    requires com.github.kagkarlsson.scheduler;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.imagecopy.fleet;
}
