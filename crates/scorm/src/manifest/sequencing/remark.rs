use crate::typography::fill;

/// What an author should know of the sequencing of one item. Its text is a French sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's sentence, below, says what it is")]
pub enum Remark {
    Value { name: &'static str, value: String },
    Bounds { name: &'static str, value: String },
    RuleUnknown { name: &'static str, value: String },
    RuleIncomplete,
    SequencingMissing { name: String },
    PrimaryTwice,
    ObjectiveTwice { objective: String },
    ObjectiveWithoutIdentifier,
    ObjectiveAdded { objective: String },
    MapWithoutTarget,
    DataTwice { target: String },
    ObjectiveUnknown { objective: String },
    ExitRuleOnLeaf,
    RollupRuleOnLeaf,
    WeightsAllZero,
    MapsWriteTwice { target: String },
    MapsReadTwice { objective: String },
    NothingReachable,
}

impl Remark {
    pub(in crate::manifest) fn sentence(&self, item: &str) -> String {
        let (sentence, names): (&str, Vec<&str>) = match self {
            Self::Value { name, value } => (
                "« {} » : « {} » n’est pas une valeur de « {} », dont la valeur par défaut est utilisée.",
                vec![value, name],
            ),
            Self::Bounds { name, value } => (
                "« {} » : « {} » sort des limites de « {} » : la limite la plus proche est utilisée.",
                vec![value, name],
            ),
            Self::RuleUnknown { name, value } => (
                "« {} » : une règle est ignorée, car « {} » n’est pas une valeur de « {} ».",
                vec![value, name],
            ),
            Self::RuleIncomplete => (
                "« {} » : une règle sans condition ou sans action est ignorée.",
                vec![],
            ),
            Self::SequencingMissing { name } => (
                "« {} » reprend le séquencement « {} », qui n’existe pas : il est ignoré.",
                vec![name],
            ),
            Self::PrimaryTwice => (
                "« {} » a plusieurs objectifs principaux : le premier est utilisé.",
                vec![],
            ),
            Self::ObjectiveTwice { objective } => (
                "« {} » définit plusieurs fois l’objectif « {} » : la première définition est utilisée.",
                vec![objective],
            ),
            Self::ObjectiveWithoutIdentifier => ("« {} » : un objectif sans identifiant est ignoré.", vec![]),
            Self::ObjectiveAdded { objective } => (
                "« {} » partage l’objectif « {} » sans l’avoir défini : il est ajouté.",
                vec![objective],
            ),
            Self::MapWithoutTarget => ("« {} » : un partage qui ne dit pas avec quoi est ignoré.", vec![]),
            Self::DataTwice { target } => (
                "« {} » cite plusieurs fois les données partagées « {} » : la première fois compte.",
                vec![target],
            ),
            Self::ObjectiveUnknown { objective } => (
                "« {} » : une règle cite l’objectif « {} », qui n’est pas défini ; sa condition restera inconnue.",
                vec![objective],
            ),
            Self::ExitRuleOnLeaf => (
                "« {} » : une règle de sortie ne sert qu’aux éléments qui en contiennent d’autres ; elle est sans effet ici.",
                vec![],
            ),
            Self::RollupRuleOnLeaf => (
                "« {} » : une règle de remontée ne sert qu’aux éléments qui en contiennent d’autres ; elle est sans effet ici.",
                vec![],
            ),
            Self::WeightsAllZero => (
                "« {} » est réussi selon son score, mais tout ce qu’il contient a un poids nul : son score restera inconnu.",
                vec![],
            ),
            Self::MapsWriteTwice { target } => (
                "« {} » : plusieurs objectifs écrivent dans l’objectif partagé « {} » ; un seul le devrait.",
                vec![target],
            ),
            Self::MapsReadTwice { objective } => (
                "« {} » : l’objectif « {} » lit plusieurs objectifs partagés ; un seul le devrait.",
                vec![objective],
            ),
            Self::NothingReachable => (
                "« {} » ne permet ni de choisir ni de parcourir ce qu’il contient : ses pages ne pourront pas être atteintes.",
                vec![],
            ),
        };
        let names: Vec<&str> = std::iter::once(item).chain(names).collect();
        fill(sentence, &names)
    }
}
