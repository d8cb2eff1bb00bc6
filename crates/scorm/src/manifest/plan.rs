use super::item::Item;
use super::launch::address;
use super::resource::ScormType;
use super::{Manifest, Organization};
use crate::plan::{Activity, ActivityType, Content, Plan};

/// The tree of activities of an organization. SN 2.1, CAM 3.4.
pub(super) fn plan(manifest: &Manifest, organization: &Organization) -> Plan {
    let title = if organization.title.is_empty() {
        &manifest.title
    } else {
        &organization.title
    };
    Plan {
        root: Activity {
            identifier: organization.identifier.clone(),
            title: title.clone(),
            invisible: false,
            content: None,
            sequencing: organization.sequencing.clone(),
            children: activities(manifest, &organization.items),
        },
        objectives_global_to_system: organization.objectives_global_to_system,
        shared_data_global_to_system: organization.shared_data_global_to_system,
    }
}

/// An item that launches nothing and holds nothing is no activity: flowed to, it would deliver nothing, and never
/// completed, it would keep what is around it incomplete.
fn activities(manifest: &Manifest, items: &[Item]) -> Vec<Activity> {
    let activities = items.iter().map(|item| Activity {
        identifier: item.identifier.clone(),
        title: item.title.clone(),
        invisible: !item.is_visible,
        content: content(manifest, item),
        sequencing: item.sequencing.clone(),
        children: activities(manifest, &item.children),
    });
    activities
        .filter(|activity| activity.content.is_some() || !activity.children.is_empty())
        .collect()
}

fn content(manifest: &Manifest, item: &Item) -> Option<Content> {
    let launch = item.launch.as_ref()?;
    let resource = manifest.resources.get(launch.resource)?;
    Some(Content {
        href: address(launch, &item.parameters),
        kind: match resource.scorm_type {
            ScormType::Sco => ActivityType::Sco,
            ScormType::Asset => ActivityType::Asset,
        },
        launch_data: item.data_from_lms.clone(),
        time_limit_action: item.time_limit_action.clone(),
        data: item.data.clone(),
    })
}
