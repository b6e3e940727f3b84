package io.streamgauge.agent.output.prometheus.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PageFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            text/plain                                                                     | TEXT
            */*                                                                            | TEXT
            application/json                                                               | TEXT
            application/openmetrics-text                                                   | OPENMETRICS
            application/openmetrics-text; version=1.0.0; charset=utf-8                     | OPENMETRICS
            application/openmetrics-text;version=0.0.1                                     | TEXT
            application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | OPENMETRICS
            application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=1.0.0;q=0.4,*/*;q=0.2 | OPENMETRICS
            text/plain, application/openmetrics-text; q=0.5                                | TEXT
            application/openmetrics-text;q=0, text/plain;q=0.1                             | TEXT
            application/openmetrics-text;q=nonsense                                        | TEXT
            ;;,,q=                                                                         | TEXT
            """)
    void picksByAcceptAndQuality(String accept, PageFormat expected) {
        assertThat(PageFormat.accepted(accept)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            gzip                | true
            gzip, deflate, br   | true
            deflate;q=1, GZIP   | true
            *                   | true
            gzip;q=0, *         | false
            identity            | false
            *;q=0               | false
            gzip;q=0.0          | false
            """)
    void compressesOnlyForThoseThatUnpack(String acceptEncoding, boolean expected) {
        assertThat(PageFormat.acceptsGzip(acceptEncoding)).isEqualTo(expected);
    }

    @Test
    void answersInPlainTextWhenNothingIsAsked() {
        assertThat(PageFormat.accepted(null)).isEqualTo(PageFormat.TEXT);
        assertThat(PageFormat.acceptsGzip(null)).isFalse();
    }
}
