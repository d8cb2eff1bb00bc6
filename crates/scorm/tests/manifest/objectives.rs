//! Objectives and their maps to shared ones.

use scorm::plan::{MapInfo, Objective};

use crate::{sequencing, silent};

#[test]
fn objectives() {
    let read = silent(
        r#"<imsss:objectives>
            <imsss:primaryObjective objectiveID="principal" satisfiedByMeasure="true">
                <imsss:minNormalizedMeasure> 0.6 </imsss:minNormalizedMeasure>
                <imsss:mapInfo targetObjectiveID="commun" readNormalizedMeasure="false" writeSatisfiedStatus="true"/>
            </imsss:primaryObjective>
            <imsss:objective objectiveID="autre"><imsss:mapInfo targetObjectiveID="commun" readSatisfiedStatus="false" writeNormalizedMeasure="true"/></imsss:objective>
        </imsss:objectives>"#,
    );
    assert_eq!(
        read.primary,
        Objective {
            id: Some("principal".into()),
            satisfied_by_measure: true,
            min_normalized_measure: 0.6,
            maps: vec![MapInfo {
                read_measure: false,
                write_satisfied: true,
                ..MapInfo::to("commun")
            }],
        }
    );
    assert_eq!(
        read.objectives,
        [Objective {
            id: Some("autre".into()),
            maps: vec![MapInfo {
                read_satisfied: false,
                write_measure: true,
                ..MapInfo::to("commun")
            }],
            ..Objective::default()
        }]
    );
}

#[test]
fn maps_of_both_kinds_are_one_for_each_target() {
    let read = silent(
        r#"<imsss:objectives>
            <imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="un" writeSatisfiedStatus="true"/></imsss:primaryObjective>
            <imsss:objective objectiveID="o"/>
        </imsss:objectives>
        <adlseq:objectives>
            <adlseq:objective objectiveID="p">
                <adlseq:mapInfo targetObjectiveID=" un" readRawScore="false" readMinScore="false" readMaxScore="false" readCompletionStatus="false"
                    readProgressMeasure="false" writeRawScore="true" writeMinScore="true" writeMaxScore="true"/>
                <adlseq:mapInfo targetObjectiveID="deux" writeCompletionStatus="true" writeProgressMeasure="true"/>
            </adlseq:objective>
            <adlseq:objective objectiveID="o"><adlseq:mapInfo targetObjectiveID="un"/></adlseq:objective>
        </adlseq:objectives>"#,
    );
    let alone = MapInfo {
        read_satisfied: false,
        read_measure: false,
        read_raw: true,
        read_min: true,
        read_max: true,
        read_completion: true,
        read_progress: true,
        ..MapInfo::to("un")
    };
    assert_eq!(
        read.primary.maps,
        [
            MapInfo {
                write_satisfied: true,
                write_raw: true,
                write_min: true,
                write_max: true,
                ..MapInfo::to("un")
            },
            MapInfo {
                target: "deux".into(),
                write_completion: true,
                write_progress: true,
                ..alone
            },
        ]
    );
    assert_eq!(read.objectives[0].maps, [alone]);
}

#[test]
fn two_maps_to_one_target_do_what_either_does() {
    let (read, warnings) = sequencing(
        r#"<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="p"><imsss:mapInfo targetObjectiveID="t" readSatisfiedStatus="false"/>
        <imsss:mapInfo targetObjectiveID="t" readNormalizedMeasure="false" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives></imsss:sequencing>"#,
    );
    assert_eq!(warnings, []);
    let [map] = read.primary.maps.as_slice() else {
        panic!("{:?}", read.primary.maps)
    };
    assert!(map.read_satisfied && map.read_measure && map.write_satisfied && !map.write_measure);
}
